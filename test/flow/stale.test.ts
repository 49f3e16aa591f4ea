import { describe, expect, test } from 'vitest'
import { votesOn } from '../../src/store/votes.ts'
import { mainlySqlite } from '../store/engines.ts'
import { growDmz, manyLimits, saidIn, startScene, withBot } from './setup.ts'

const line = 'rudder rule disable SSH hardening'

mainlySqlite((engine) => {
  describe('what changed before the yes', () => {
    test('is so already: nothing is written, and it says so', async () => {
      const { rudder, rule, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(line)
      rule('SSH hardening').enabled = false
      const { message, ending, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe("It is already as you want it; it isn't known who changed it. Nothing was written.")
      expect(message.actions).toBeUndefined()
      expect(ending).toBe('not confirmed')
      expect(successor).toBeUndefined()
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).map(({ kind }) => kind)).toEqual(['proposed', 'stale'])
    })

    test('only the bot, which was upgraded: it says so, and the new proposal can be confirmed', async () => {
      const { propose, confirm, context, rule } = await startScene(engine)
      const proposal = await propose(line)
      const { shown } = await context.store.db
        .selectFrom('proposals')
        .select('shown')
        .where('id', '=', proposal)
        .executeTakeFirstOrThrow()
      const former = JSON.stringify({ ...JSON.parse(shown), version: '0.0.9' })
      await context.store.db
        .updateTable('proposals')
        .set({ shown: former, bound: 'compared otherwise' })
        .where('id', '=', proposal)
        .execute()
      const { message, successor } = await confirm(proposal)
      expect(message.lead).toBe(
        'The bot was upgraded since you asked, so it asks again. Nothing was written. Below is how it would be now.',
      )
      expect((await confirm(successor ?? '')).message.tone).toBe('applied')
      expect(rule('SSH hardening').enabled).toBe(false)
    })

    test('reaches more nodes, so more people must confirm: the new proposal has no votes and can be confirmed', async () => {
      const { rudder, rule, propose, confirm, shown, context, acts } = await startScene(engine)
      const proposal = await propose(line)
      rule('SSH hardening').targets = ['special:all']
      const stale = await confirm(proposal)
      expect(stale.message.tone).toBe('stale')
      expect(stale.message.lead).toContain('More people must confirm it now. Nothing was written.')
      const successor = stale.successor ?? ''
      expect(await votesOn(context.store.db, successor)).toEqual([])
      const next = await shown(successor)
      expect(next.message.tone).toBe('waiting')
      expect(saidIn(next.message)).toContain('Needs 2 approvals')
      expect(saidIn(next.message)).toContain('Waiting for 1 more')
      expect(rudder.writes()).toHaveLength(0)

      expect((await confirm(successor, 'ana')).message.tone).toBe('waiting')
      expect((await confirm(successor, 'marc')).message.tone).toBe('applied')
      expect(rudder.writes()).toHaveLength(1)
      expect(rule('SSH hardening').enabled).toBe(false)
      expect((await acts()).map(({ kind }) => kind)).toEqual([
        'proposed',
        'stale',
        'proposed',
        'vote',
        'vote',
        'attempt',
        'sending',
        'outcome',
      ])
    })

    test.each(['rudder node accept web-190.lyon2.acme.net', line])(
      'only a setting of the server: %s is not said to be about something that was changed',
      async (asked) => {
        const { rudder, propose, confirm } = await startScene(engine)
        const proposal = await propose(asked)
        rudder.state.settings.rudder_generation_policy = 'onlyManual'
        const { message, successor } = await confirm(proposal)
        expect(message.tone).toBe('stale')
        expect(message.lead).toBe(
          'What it depends on has changed since you asked. Nothing was written. Below is how it would be now.',
        )
        expect(successor).toBeDefined()
      },
    )

    describe('the edit itself is shown', () => {
      const sshd = 'SSH hardening'
      test.each<[string, string, (scene: Awaited<ReturnType<typeof startScene>>) => void, string]>([
        ['a directive was removed', line, ({ rule }) => void rule(sshd).directives.pop(), 'Directives: removed '],
        [
          'a target was added',
          line,
          ({ rule }) => void rule(sshd).targets.push('special:all'),
          'Targets: added all nodes',
        ],
        [
          'it was renamed',
          line,
          ({ rule }) => void Object.assign(rule(sshd), { displayName: 'SSH' }),
          'Name: SSH hardening → SSH',
        ],
        [
          'it was disabled, for a change of its directives',
          'rudder rule unassign SSH banner from SSH hardening',
          ({ rule }) => void Object.assign(rule(sshd), { enabled: false }),
          'Status: enabled → disabled',
        ],
        [
          'parameters were changed',
          'rudder directive disable SSH settings',
          ({ rudder }) => {
            const found = rudder.state.directives.find(({ displayName }) => displayName === 'SSH settings')
            Object.assign(found ?? {}, { parameters: { section: { name: 'sections', vars: [] } } })
          },
          'Parameters: changed, not shown',
        ],
      ])('%s', async (_, asked, edit, expected) => {
        const scene = await startScene(engine)
        const proposal = await scene.propose(asked)
        edit(scene)
        const { message } = await scene.confirm(proposal)
        expect(message.tone).toBe('stale')
        const items = message.lists?.find(({ title }) => title === 'What is different now')?.items ?? []
        expect(items[0]).toContain(expected)
        expect(new Set(items).size).toBe(items.length)
      })

      test('and who made it, if it was made from chat', async () => {
        const { propose, confirm, world } = await startScene(engine)
        const proposal = await propose(line)
        await world.advance(1_000)
        const other = await propose('rudder rule unassign SSH banner from SSH hardening', 'marc')
        expect((await confirm(other, 'marc')).message.tone).toBe('applied')
        const { message } = await confirm(proposal)
        const items = message.lists?.find(({ title }) => title === 'What is different now')?.items ?? []
        expect(items[0]).toBe('Directives: removed SSH banner')
        expect(items[1]).toMatch(
          /^From chat, by Marc: removed directive “SSH banner” from rule “SSH hardening” \(proposal \w+, audit #\d+\)$/,
        )
      })
    })

    test('reaches more nodes, though no more people are needed: it is shown anew', async () => {
      const { rudder, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(line)
      growDmz(rudder, 60)
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe(
        'It would affect 60 nodes now, not 41. Nothing was written. Below is how it would be now.',
      )
      expect(rudder.writes()).toHaveLength(0)
      expect((await shown(successor)).message.lead).toMatch(/^60 nodes\./)
    })

    test('keeps changing: after three rounds it must be asked again', async () => {
      const { rudder, propose, confirm, shown, context } = await startScene(engine, { settings: manyLimits })
      let proposal = await propose(line)
      for (const nodes of [60, 120, 220]) {
        growDmz(rudder, nodes)
        const { successor } = await confirm(proposal, 'marc')
        expect(await votesOn(context.store.db, successor ?? '')).toEqual([])
        proposal = successor ?? ''
      }
      // A vote that counted for what was shown then does not count for what is shown next.
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      growDmz(rudder, 320)
      const last = await confirm(proposal, 'ana')
      expect(last.message.tone).toBe('stale')
      expect(last.successor).toBeUndefined()
      expect(last.message.lead).toContain('It keeps changing: ask again when it is quiet.')
      expect(await shown(proposal)).toEqual(last)
      expect(rudder.writes()).toHaveLength(0)
    })

    test('votes are not carried over to what replaces it', async () => {
      const { rudder, propose, confirm, context } = await startScene(engine, { settings: manyLimits })
      growDmz(rudder, 120)
      const proposal = await propose(line)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('waiting')
      growDmz(rudder, 220)
      const { successor } = await confirm(proposal, 'ana')
      expect(await votesOn(context.store.db, proposal)).toHaveLength(1)
      expect(await votesOn(context.store.db, successor ?? '')).toEqual([])
    })

    test('is gone: nothing is written', async () => {
      const { rudder, propose, confirm, posts } = await startScene(engine)
      const proposal = await propose(line)
      rudder.state.rules = rudder.state.rules.filter(({ displayName }) => displayName !== 'SSH hardening')
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe(
        'It is not on rudder/prod any more: somebody deleted it since you asked. Nothing was written.',
      )
      expect(successor).toBeUndefined()
      expect(posts()).toHaveLength(0)
    })

    test('wants a reason now: nothing is written', async () => {
      const { rudder, propose, confirm, posts } = await startScene(engine)
      const proposal = await propose(line)
      rudder.state.settings.mandatory_change_message = true
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('wants a reason')
      expect(posts()).toHaveLength(0)
    })

    test('a stale proposal stays stale: another click shows the same and writes nothing', async () => {
      const { rule, propose, confirm, posts } = await startScene(engine)
      const proposal = await propose(line)
      rule('SSH hardening').enabled = false
      const first = await confirm(proposal)
      rule('SSH hardening').enabled = true
      expect(await confirm(proposal, 'marc')).toEqual({ ...first, late: true })
      expect(posts()).toHaveLength(0)
    })

    test('two clicks at once on what is stale give one successor', async () => {
      const { rule, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(line)
      rule('SSH hardening').targets = ['special:all']
      const [one, other] = await Promise.all([confirm(proposal, 'ana'), confirm(proposal, 'marc')])
      expect(one.successor).toBeDefined()
      expect(other.successor).toBe(one.successor)
      expect((await acts()).filter(({ kind }) => kind === 'proposed')).toHaveLength(2)
    })

    test('the connection leads elsewhere now: nothing is written, here or there', async () => {
      const { play, bot, propose, rewrite, start, rudder } = await startScene(engine)
      const proposal = await propose(line)
      await bot.app.close()
      rewrite((yaml) => yaml.replaceAll(rudder.url, play.rudder.staging.url))
      const again = withBot(await start(), play.rudder.prod)
      await expect(again.confirm(proposal)).rejects.toThrow('rudder/prod is gone or points elsewhere now')
      expect(play.rudder.prod.writes()).toHaveLength(0)
      expect(play.rudder.staging.requests).toHaveLength(0)
    })
  })
})

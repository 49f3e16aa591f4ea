import { describe, expect, test } from 'vitest'
import { mainlySqlite } from '../store/engines.ts'
import { saidIn, startScene, superviseDmz } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const hour = 60 * 60_000

mainlySqlite((engine) => {
  describe('undo', () => {
    test('is a new proposal, and sets back only what was changed', async () => {
      const { rule, rudder, propose, confirm, undo, posts } = await startScene(engine)
      const proposal = await propose(line)
      const done = await confirm(proposal)
      expect(done.message.actions).toEqual([
        {
          does: 'undo',
          proposal,
          label: 'Undo',
          spoken: 'Undo: enable rule SSH hardening again on rudder/prod',
        },
      ])
      rule('SSH hardening').shortDescription = 'written by somebody else meanwhile'
      const back = await undo(proposal, 'marc')
      expect(back.proposal).not.toBe(proposal)
      expect(back.message.tone).toBe('waiting')
      expect(back.message.title).toBe('Enable rule “SSH hardening” again on rudder/prod?')
      expect(back.message.diff).toEqual([{ field: 'Enabled', before: 'no', after: 'yes' }])
      expect(posts()).toHaveLength(1)
      const undone = await confirm(back.proposal, 'marc')
      expect(undone.message.tone).toBe('applied')
      expect(undone.message.title).toBe('Enabled rule “SSH hardening” again on rudder/prod')
      expect(undone.message.actions).toBeUndefined()
      expect(rule('SSH hardening').enabled).toBe(true)
      expect(rule('SSH hardening').shortDescription).toBe('written by somebody else meanwhile')
      expect(posts().at(-1)?.body).toBe('{"enabled":true}')
      expect(rudder.writes()).toHaveLength(2)
    })

    test('asks for as many people as the change itself', async () => {
      const { propose, confirm, undo, rudder } = await startScene(engine)
      const proposal = await propose('rudder rule disable NTP client')
      await confirm(proposal, 'marc')
      const back = await undo(proposal, 'ana')
      expect(saidIn(back.message)).toContain('Needs 2 approvals')
      expect((await confirm(back.proposal, 'ana')).message.tone).toBe('waiting')
      expect(rudder.writes()).toHaveLength(1)
      expect((await confirm(back.proposal, 'marc')).message.tone).toBe('applied')
    })

    test('is there for 24 hours', async () => {
      const { world, propose, confirm, undo, shown } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      await world.advance(24 * hour - 1)
      expect((await undo(proposal)).message.tone).toBe('waiting')
      await world.advance(1)
      await expect(undo(proposal)).rejects.toThrow('It was changed more than 24 hours ago')
      expect((await shown(proposal)).message.actions).toBeUndefined()
    })

    test('is only for what was applied, and not for an undo', async () => {
      const { rudder, propose, confirm, cancel, undo } = await startScene(engine)
      const only = 'Only a change that was applied can be undone.'
      const waiting = await propose(line)
      await expect(undo(waiting)).rejects.toThrow(only)
      await cancel(waiting)
      await expect(undo(waiting)).rejects.toThrow(only)
      superviseDmz(rudder)
      const held = await propose(line)
      await confirm(held)
      await expect(undo(held)).rejects.toThrow(only)
      rudder.state.settings.enable_change_request = false
      const applied = await propose(line)
      await confirm(applied)
      const back = await undo(applied)
      await confirm(back.proposal)
      await expect(undo(back.proposal)).rejects.toThrow('can be undone')
    })

    test('is refused where somebody changed it again', async () => {
      const { rule, propose, confirm, undo, posts } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      rule('SSH hardening').enabled = true
      await expect(undo(proposal)).rejects.toThrow('It was changed again since, so there is nothing to undo.')
      expect(posts()).toHaveLength(1)
    })

    test.for<[string, string, (scene: Awaited<ReturnType<typeof startScene>>) => void, string]>([
      ['directives', line, ({ rule }) => void rule('SSH hardening').directives.pop(), 'its directives'],
      [
        'targets',
        line,
        ({ rule }) => void Object.assign(rule('SSH hardening'), { targets: ['special:all'] }),
        'its targets and mode',
      ],
      [
        'mode',
        'rudder rule disable Edge kiosk',
        ({ rudder }) => {
          for (const one of rudder.state.directives) if (one.displayName === 'Kiosk browser') one.policyMode = 'audit'
        },
        'its mode',
      ],
      [
        'parameters',
        'rudder directive disable Kiosk browser',
        ({ rudder }) => {
          for (const one of rudder.state.directives) if (one.displayName === 'Kiosk browser') one.parameters = {}
        },
        'its parameters',
      ],
      [
        'status',
        'rudder rule target Edge kiosk at Cache servers',
        ({ rule }) => void Object.assign(rule('Edge kiosk'), { enabled: false }),
        'its status',
      ],
    ])('is refused where its %s changed since', async ([, asked, change, what]) => {
      const scene = await startScene(engine)
      const proposal = await scene.propose(asked)
      expect((await scene.confirm(proposal)).message.tone).toBe('applied')
      const waiting = await scene.undo(proposal)
      change(scene)
      const refusal = `Can’t be undone: ${what} changed since. Check it, then ask for the change that you want.`
      await expect(scene.undo(proposal)).rejects.toThrow(refusal)
      const { message } = await scene.confirm(waiting.proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toBe(`${refusal} Nothing was written.`)
      expect(scene.rudder.writes()).toHaveLength(1)
    })

    test('another name does not stand in its way', async () => {
      const { rule, propose, confirm, undo } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      rule('SSH hardening').displayName = 'SSH'
      expect((await undo(proposal)).message.tone).toBe('waiting')
    })

    test('is refused for what an older version applied: what that relied on is not stored', async () => {
      const { propose, confirm, undo, context, posts } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      await context.store.db.updateTable('proposals').set({ holds: null, bound: null }).execute()
      await expect(undo(proposal)).rejects.toThrow('it can’t be compared and can’t be undone from here')
      expect(posts()).toHaveLength(1)
    })

    test('is stale where somebody changed it again while it waits', async () => {
      const { rule, propose, confirm, undo, posts } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      const back = await undo(proposal)
      rule('SSH hardening').enabled = true
      const { message } = await confirm(back.proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('It was changed again since')
      expect(posts()).toHaveLength(1)
    })

    test('what is in a rule may be renamed meanwhile: it is still as it was left', async () => {
      const { rudder, rule, propose, confirm, undo } = await startScene(engine)
      const before = [...rule('NTP client').directives].sort()
      const proposal = await propose('rudder rule assign SSH banner to NTP client')
      await confirm(proposal)
      expect((await confirm(proposal, 'marc')).message.tone).toBe('applied')
      for (const directive of rudder.state.directives) directive.displayName = `Z ${directive.displayName}`.slice(0, 9)
      const { proposal: back } = await undo(proposal)
      await confirm(back)
      expect((await confirm(back, 'marc')).message.tone).toBe('applied')
      expect(rule('NTP client').directives.toSorted()).toEqual(before)
    })

    test('of a directive is checked by Rudder as it would be sent', async () => {
      const { rudder, propose, confirm, undo } = await startScene(engine)
      const proposal = await propose('rudder directive enforce Kiosk browser')
      await confirm(proposal)
      await undo(proposal)
      const checks = rudder.requests.filter(({ path }) => path.includes('/check'))
      expect(checks.map(({ body }) => body)).toEqual([
        '{"policyMode":"enforce"}',
        '{"policyMode":"enforce"}',
        '{"policyMode":"default"}',
      ])
    })

    test('a reader may not, and that is on the record', async () => {
      const { propose, confirm, undo, acts, posts } = await startScene(engine)
      const proposal = await propose(line)
      await confirm(proposal)
      await expect(undo(proposal, 'rita')).rejects.toThrow('rudder:rules:write')
      expect((await acts()).at(-1)).toMatchObject({ kind: 'refused', payload: { human: 'rita@acme.example' } })
      expect(posts()).toHaveLength(1)
    })
  })
})

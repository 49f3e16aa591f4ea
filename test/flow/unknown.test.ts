import { describe, expect, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { ruleOf, saidIn, startScene, withBot } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'

mainlyPostgres((engine) => {
  describe('what is certain', () => {
    test('Rudder went down between the plan and the write: nothing was sent', async () => {
      const { world, rudder, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(line)
      world.steps.set('request:before', () => rudder.close())
      const { message, ending } = await confirm(proposal)
      expect(message.tone).toBe('failed')
      expect(ending).toBe('failed')
      expect(message.title).toBe('Not applied: disable rule “SSH hardening” on rudder/prod')
      expect(message.lead).toMatch(/^Nothing was sent: Rudder \(prod\) cannot be reached: nothing listens on its port;/)
      expect((await acts()).at(-1)).toMatchObject({ kind: 'outcome', payload: { outcome: 'failed' } })
    })

    test.each(['expired', 'read'] as const)(
      'the token that writes is no good (%s): not applied, and what to do',
      async (token) => {
        for (const on of ['prod', 'staging'] as const) {
          const { play, propose, confirm } = await startScene(engine, {
            env: ({ tokens }) => ({ PLAY_PROD_WRITE: tokens[token], PLAY_STAGING_WRITE: tokens[token] }),
          })
          const rudder = play.rudder[on]
          const { message } = await confirm(await propose(`${line} --on ${on}`))
          expect(message.tone).toBe('failed')
          expect(message.lead).toContain(`Nothing was written: Rudder (${on})`)
          expect(message.lead).toContain(
            token === 'expired' ? 'it is unknown, disabled or expired' : "does not let the bot's token do this",
          )
          expect(message.lead).toContain('Ask whoever runs the bot')
          const posts = rudder.requests.filter(({ method }) => method === 'POST')
          expect(posts.map(({ status }) => status)).toEqual([token === 'expired' ? 401 : on === 'prod' ? 403 : 500])
          expect(ruleOf(rudder, 'SSH hardening').enabled).toBe(true)
        }
      },
    )

    test('the rule was deleted in the last moment: not applied', async () => {
      const { world, rudder, propose, confirm, posts } = await startScene(engine)
      const proposal = await propose(line)
      world.steps.set('request:before', () => {
        rudder.state.rules = rudder.state.rules.filter(({ displayName }) => displayName !== 'SSH hardening')
      })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('failed')
      expect(message.lead).toContain('Nothing was written: Rudder (prod) does not have that any more.')
      expect(posts()).toHaveLength(1)
    })
  })

  describe('what is not', () => {
    test('it was answered, but cannot be read back: unknown, and then verified', async () => {
      const { world, rudder, propose, confirm, sweep, shown, posts } = await startScene(engine)
      const proposal = await propose(line)
      world.steps.set('look:before', () => {
        rudder.faults.starting = true
      })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toMatch(/^Rudder said that it is done, but nothing could be read since\./)
      world.steps.clear()
      rudder.faults.starting = false
      await world.advance(30_000)
      await sweep()
      const seen = await shown(proposal)
      expect(seen.message.tone).toBe('applied')
      expect(seen.message.title).toBe('Disabled rule “SSH hardening” on rudder/prod')
      expect(seen.message.lead).toBe('Written, and read back: it is so (verified).')
      expect(posts()).toHaveLength(1)
    })

    test('it was answered, and somebody changed it back at once: unknown, with what was seen', async () => {
      const { world, rule, propose, confirm } = await startScene(engine)
      const proposal = await propose(line)
      world.steps.set('look:before', () => {
        rule('SSH hardening').enabled = true
      })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toMatch(/^Rudder said that it is done, but nothing has changed so far\./)
    })

    test('the change requests cannot be read: what is there decides', async () => {
      const { rudder, propose, confirm } = await startScene(engine)
      rudder.faults.losesAnswer = { commit: 'now' }
      const proposal = await propose(line)
      Object.assign(rudder.faults, {
        garbage: 'text',
        losesAnswer: false,
        only: (_: string, path: string) => path.includes('changeRequests'),
      })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('applied')
    })

    test('a crash after sending, and the connection leads elsewhere since: unknown, not stuck', async () => {
      const { world, bot, play, rudder, propose, confirm, rewrite, start } = await startScene(engine)
      const proposal = await propose(line)
      world.steps.set('request:before', () => {
        throw new Error('a crash')
      })
      await expect(confirm(proposal)).rejects.toThrow('a crash')
      world.steps.clear()
      await bot.app.close()
      rewrite((yaml) => yaml.replaceAll(rudder.url, play.rudder.staging.url))
      const after = withBot(await start(), rudder)
      expect((await after.shown(proposal)).message.title).toContain('Being sent')
      await world.advance(leaseMs)
      await after.sweep()
      const { message } = await after.shown(proposal)
      expect(message.tone).toBe('unknown')
      expect(message.lead).toMatch(/^The request may have been sent, and rudder\/prod is gone or leads elsewhere now/)
      expect(play.rudder.staging.requests).toHaveLength(0)
      expect((await after.cancel(proposal)).message).toEqual(message)
    })
  })

  describe('a stop', () => {
    test('waits for a write that is under way, and its outcome is recorded', async () => {
      const { bot, world, rudder, propose, confirm, start } = await startScene(engine)
      const proposal = await propose(line)
      const other = await propose('rudder rule disable Edge kiosk')
      const asleep = Promise.withResolvers<void>()
      const reached = Promise.withResolvers<void>()
      // The wait of a stop has an end; here it never comes.
      Object.assign(world.clock, { sleep: () => new Promise<void>(() => {}) })
      world.steps.set('request:after', () => {
        reached.resolve()
        return asleep.promise
      })
      const confirming = confirm(proposal)
      await reached.promise
      const closing = bot.app.close()
      await expect(confirm(other, 'marc')).rejects.toThrow('The bot is being stopped. Nothing was written')
      asleep.resolve()
      const { message } = await confirming
      expect(message.tone).toBe('applied')
      expect(saidIn(message)).toContain('verified')
      await closing
      const again = withBot(await start(), rudder)
      expect((await again.shown(proposal)).message.tone).toBe('applied')
      expect((await again.shown(other)).message.tone).toBe('waiting')
      expect(again.posts()).toHaveLength(1)
    })
  })
})

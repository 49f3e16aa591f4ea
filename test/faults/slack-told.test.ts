import { describe, expect, test } from 'vitest'
import { postLeaseMs } from '../../src/store/post-lease.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { runLeaseMs } from '../../src/store/runs.ts'
import { some } from '../runs.ts'
import { mainlySqlite } from '../store/engines.ts'
import { startSlackScene } from './slack-scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlySqlite((engine) => {
  describe('a bot in Slack that is killed while', () => {
    test.for(some(1, ['post:before', 'post:sent'] as const))(
      'a proposal is posted, at %s: the person is told',
      async (point) => {
        const scene = await startSlackScene(engine, point)
        const { slack } = scene
        await scene.arm()
        await slack.type('ana', 'ops', line)
        await scene.killed()
        await scene.restart()
        scene.time.pass(postLeaseMs + 1)
        const told = await scene.says('could not be shown where you asked', slack.direct('ana'))
        expect(told.user).toBe(slack.ids.botUser)
        const shown = slack.seen('ops')
        expect(shown).toHaveLength(point === 'post:sent' ? 1 : 0)
        expect(scene.writes()).toBe(0)
        const [there] = shown
        if (!there) return
        // It is there after all: who presses its button has it followed to its end.
        await slack.press('marc', there, 'confirm')
        await scene.comes('the truth', () => scene.now(there).includes('Disabled rule “SSH hardening”'))
        expect([scene.writes(), slack.seen('ops').length]).toEqual([1, 1])
      },
    )

    test.for(some(1, ['edit:before', 'edit:sent'] as const))(
      'its outcome is shown, at %s: it is shown again',
      async (point) => {
        const scene = await startSlackScene(engine, point)
        const { slack } = scene
        await slack.type('ana', 'ops', line)
        const message = await scene.says('SSH hardening')
        await scene.arm()
        await slack.press('marc', message, 'confirm')
        await scene.killed()
        await scene.restart()
        scene.time.pass(leaseMs + 1)
        await scene.comes('the truth', () =>
          /Disabled rule “SSH|isn't known by whom|Not applied|Unknown/.test(scene.now(message)),
        )
        expect(scene.writes()).toBeLessThanOrEqual(1)
        expect(slack.seen('ops')).toHaveLength(1)
      },
    )

    test.for(some(1, ['/rudder compliance', line]))(
      'it reads for “%s”: the person is told, and asks again by a button',
      async (asked) => {
        const scene = await startSlackScene(engine)
        const { slack, rudder } = scene
        Object.assign(rudder.faults, { slow: 600_000 })
        await slack.type('ana', 'ops', asked)
        await scene.comes('a question', () => rudder.requests.length > 0)
        await scene.child.kill()
        Object.assign(rudder.faults, { slow: 0 })
        await scene.restart()
        // One SQLite file has one bot: there the next one knows at once that nobody works on it any more.
        if (engine.name === 'postgres') {
          expect(slack.seen('ops', 'ana').filter(({ text }) => text.includes('stopped'))).toEqual([])
          scene.time.pass(runLeaseMs)
        }
        const places = ['ops', slack.direct('ana')]
        const found = () =>
          places.flatMap((place) => slack.seen(place, 'ana')).find(({ text }) => text.includes('was stopped'))
        const told = await scene.comes('word of it', found)
        await slack.press('ana', told, 'next:0')
        const answer = asked === line ? 'Disable rule “SSH hardening”' : '% compliant'
        await scene.comes('the answer', () =>
          places.flatMap((place) => slack.seen(place)).find(({ text }) => text.includes(answer)),
        )
        expect(scene.writes()).toBe(0)
      },
    )

    test('it asks Slack who that is, right after the acknowledgement: the person is told', async () => {
      const scene = await startSlackScene(engine)
      const { slack } = scene
      slack.faults.add({ method: 'users.info', how: 'slow', ms: 600_000 })
      await slack.type('ana', 'ops', '/rudder compliance')
      await scene.comes('a question to Slack', () => slack.calls.some(({ method }) => method === 'users.info'))
      await scene.child.kill()
      slack.faults.clear()
      await scene.restart()
      scene.time.pass(runLeaseMs)
      const told = await scene.says('got lost', slack.direct('ana'))
      await slack.press('ana', told, 'next:0')
      await scene.says('% compliant', slack.direct('ana'))
    })
  })
})

import { describe, expect, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { runLeaseMs } from '../../src/store/runs.ts'
import { type FaultPoint, faultPoints, type OutboxFaultPoint } from '../../src/world.ts'
import { some } from '../runs.ts'
import { mainlySqlite } from '../store/engines.ts'
import { until } from '../telemetry/scrape.ts'
import { startSlackScene } from './slack-scene.ts'

const passed = (point: FaultPoint, event: FaultPoint) => faultPoints.indexOf(point) >= faultPoints.indexOf(event)

/** How the message ends where a bot was killed at a point and another one came. */
const endOf = (point: FaultPoint): RegExp => {
  if (passed(point, 'outcome:committed')) return /Disabled rule “SSH hardening”/
  if (passed(point, 'request:after')) return /isn't known by whom/
  if (passed(point, 'sending:committed')) return /Unknown/i
  return passed(point, 'claim:committed') ? /Not applied/ : /Disable rule “SSH hardening”.*\?/
}

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlySqlite((engine) => {
  const asked = async (stopAt: FaultPoint | OutboxFaultPoint) => {
    const scene = await startSlackScene(engine, stopAt)
    await scene.slack.type('ana', 'ops', line)
    return { ...scene, message: await scene.says('SSH hardening') }
  }

  describe('a bot in Slack that is killed', () => {
    test.for(some(3, faultPoints))('at %s while it works on a press: its message comes to the truth', async (point) => {
      const { message, ...scene } = await asked(point)
      await scene.arm()
      await scene.slack.press('marc', message, 'confirm')
      await scene.killed()
      const sent = passed(point, 'request:after') ? 1 : 0
      expect(scene.writes()).toBe(sent)
      const { app } = await scene.restart()
      scene.time.pass(leaseMs + 1)
      await scene.comes('the truth', () => endOf(point).test(scene.now(message)))
      expect([scene.writes(), scene.enabled()]).toEqual([sent, sent === 0])
      if (!passed(point, 'claim:committed')) {
        await scene.slack.press('ana', message, 'confirm')
        await scene.says('Disabled rule “SSH hardening”')
        expect([scene.writes(), scene.enabled()]).toEqual([1, false])
      }
      // Whoever presses on a screen that is behind is told, and changes nothing any more.
      await scene.pressOld('marc')
      await scene.comes('word of it', () =>
        scene.slack.seen('ops', 'marc').some(({ onlyFor }) => onlyFor !== undefined),
      )
      expect(scene.writes()).toBeLessThanOrEqual(1)
      expect(scene.slack.seen('ops').filter(({ text }) => text.includes('SSH hardening'))).toHaveLength(1)
      const { audit } = app.context.store
      expect(await audit.verify()).toMatchObject({ ok: true })
      const attempts = (await audit.recent(100)).filter(({ kind }) => kind === 'attempt')
      expect(attempts.length).toBeLessThanOrEqual(1)
    })

    const lost = 'may not have counted: the bot was stopped'
    const told = (scene: Awaited<ReturnType<typeof asked>>) =>
      scene.slack.seen(scene.slack.direct('marc')).find(({ text }) => text.includes(lost))

    test('before the press counts: whoever pressed is told, and presses again', async () => {
      const { message, ...scene } = await asked('claim:before')
      await scene.arm()
      await scene.slack.press('marc', message, 'confirm')
      await scene.killed()
      await scene.restart()
      scene.time.pass(runLeaseMs + 1)
      const word = await scene.comes('word of the press', () => told({ message, ...scene }))
      expect(word.text).toContain('press it again')
      await scene.slack.press('marc', message, 'confirm')
      await scene.says('Disabled rule “SSH hardening”')
      expect(scene.slack.seen(scene.slack.direct('marc')).filter(({ text }) => text.includes(lost))).toHaveLength(1)
    })

    test('once the press counts: its message tells it, and nothing else', async () => {
      const { message, ...scene } = await asked('claim:committed')
      await scene.arm()
      await scene.slack.press('marc', message, 'confirm')
      await scene.killed()
      const { app } = await scene.restart()
      scene.time.pass(leaseMs + 1)
      await scene.comes('the truth', () => /Not applied/.test(scene.now(message)))
      const open = () => app.context.store.db.selectFrom('runs').select('id').where('ending', 'is', null).execute()
      await until(async () => (await open()).length === 0)
      expect(told({ message, ...scene })).toBeUndefined()
    })
  })
})

import { describe, expect, test } from 'vitest'
import { resultOf } from '../../src/run/result.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { type FaultPoint, faultPoints } from '../../src/world.ts'
import type { Engine } from '../store/engines.ts'
import { sweepForDays } from './days.ts'
import { type About, startScene } from './scene.ts'

/** The list is in the order of events, so it says how far a process has come that is killed at a point. */
const passed = (point: FaultPoint, event: FaultPoint) => faultPoints.indexOf(point) >= faultPoints.indexOf(event)

const stageAt = (point: FaultPoint) => {
  if (passed(point, 'outcome:committed')) return 'done'
  if (passed(point, 'sending:committed')) return 'sending'
  return passed(point, 'claim:committed') ? 'claimed' : 'pending'
}

const kill = async (engine: Pick<Engine, 'fresh'>, point: FaultPoint, about: About) => {
  const scene = await startScene(engine, undefined, about)
  const child = scene.confirming(point)
  await child.says(`at ${point}`)
  await child.kill()
  const sent = passed(point, 'request:after')
  const row = await scene.row()
  expect(row.stage).toBe(stageAt(point))
  expect(scene.posts()).toBe(sent ? 1 : 0)
  expect(scene.enabled()).toBe(!sent)
  expect(await scene.acts('attempt')).toBe(row.stage === 'pending' ? 0 : 1)
  return { ...scene, killed: row, sent }
}

/** Declares, for each of these points, what becomes of a write whose process is killed there. */
export const killedAt = (engine: Pick<Engine, 'fresh'>, about: About, points: readonly FaultPoint[]): void => {
  const pointsOf = (...stages: readonly string[]) => points.filter((point) => stages.includes(stageAt(point)))
  describe(`“${about.line}”: a process that is killed at`, () => {
    test.for(pointsOf('pending'))('%s leaves a proposal that another may confirm', async (point) => {
      const scene = await kill(engine, point, about)
      scene.time.pass(leaseMs + 1)
      await scene.sweep()
      expect(await scene.row()).toEqual(scene.killed)
      const reply = await scene.confirm()
      expect(reply).toMatchObject({ ending: 'done', message: { tone: 'applied' } })
      expect(resultOf(await scene.row())).toMatchObject({ proof: 'answered', by: ['ana@acme.example'] })
      expect([scene.posts(), scene.enabled()]).toEqual([1, false])
      expect([await scene.acts('attempt'), await scene.acts('outcome')]).toEqual([1, 1])
    })

    test.for(pointsOf('claimed', 'sending'))(
      '%s leaves a claim that nobody touches while its lease lasts, and then a true outcome',
      async (point) => {
        const { killed, sent, ...scene } = await kill(engine, point, about)
        scene.time.pass((killed.lease_until ?? 0) - scene.time.now() - 1)
        expect(await scene.bystander()).toBe('done not confirmed: waiting')
        expect(await scene.row()).toEqual(killed)
        expect(scene.posts()).toBe(sent ? 1 : 0)
        expect([await scene.acts('vote'), await scene.acts('outcome')]).toEqual([1, 0])

        scene.time.pass(1)
        await scene.sweep()
        const { message } = await scene.reply()
        const { outcome, result } = await scene.row()
        if (killed.stage === 'claimed') {
          expect({ outcome, sent }).toEqual({ outcome: 'failed', sent: false })
          expect(message.title).toContain('Not applied')
          expect(message.lead).toContain('Nothing was sent')
        } else if (sent) {
          expect(outcome).toBe('unknown')
          expect(JSON.parse(result ?? '')).toMatchObject({ proof: 'seen' })
          expect(message.lead).toContain("isn't known by whom")
        } else {
          expect(outcome).toBe('unknown')
          await sweepForDays(scene)
          expect(await scene.row()).toMatchObject({ outcome: 'unknown', look_at: null })
        }
        const swept = await scene.row()
        await scene.confirm()
        expect(await scene.row()).toEqual(swept)
        expect(scene.posts()).toBe(sent ? 1 : 0)
        expect([await scene.acts('attempt'), await scene.acts('outcome')]).toEqual([1, 1])
      },
    )

    test.for(pointsOf('done'))('%s has said its outcome, and that stands', async (point) => {
      const { killed, ...scene } = await kill(engine, point, about)
      expect(killed).toMatchObject({ outcome: 'applied', look_at: null, lease_until: null })
      expect(resultOf(killed)).toMatchObject({ proof: 'answered', by: ['marc@acme.example'] })
      scene.time.pass(leaseMs + 1)
      await scene.sweep()
      expect((await scene.confirm()).message.tone).toBe('applied')
      expect(await scene.row()).toEqual(killed)
      expect([scene.posts(), await scene.acts('outcome')]).toEqual([1, 1])
    })
  })
}

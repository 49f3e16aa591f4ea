import { describe, expect, test } from 'vitest'
import { resultOf } from '../../src/run/result.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import { type FaultPoint, faultPoints } from '../../src/world.ts'
import { some } from '../runs.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { startScene } from './scene.ts'

const upTo = (point: FaultPoint) => faultPoints.slice(0, faultPoints.indexOf(point))
const notYetClaimed = upTo('claim:committed')
const notYetSent = upTo('request:after').filter((point) => !notYetClaimed.includes(point))
const sent = faultPoints.filter((point) => !notYetClaimed.includes(point) && !notYetSent.includes(point))

const pausedAt = async (engine: Parameters<typeof startScene>[0], point: FaultPoint) => {
  const scene = await startScene(engine)
  const child = scene.confirming(point)
  await child.says(`at ${point}`)
  child.pause()
  scene.time.pass(leaseMs + 1)
  return { ...scene, child }
}

mainlyPostgres((engine) => {
  describe('a process that is paused beyond its lease at', () => {
    const clicks = notYetClaimed.flatMap((point) => ['ana', 'marc'].map((who) => ({ point, who })))
    test.for(some(1, clicks))(
      '$point finds that $who has confirmed elsewhere, and sends nothing',
      async ({ point, who }) => {
        const { child, ...scene } = await pausedAt(engine, point)
        expect((await scene.confirm(who)).message.tone).toBe('applied')
        const decided = await scene.row()
        child.resume()
        expect((await child.end()).at(-1)).toBe('done done: applied')
        expect(await scene.row()).toEqual(decided)
        expect([scene.posts(), await scene.acts('attempt'), await scene.acts('vote')]).toEqual([1, 1, 1])
      },
    )

    test.for(some(2, notYetSent))(
      '%s sends nothing when it goes on, and leaves the outcome as it is',
      async (point) => {
        const { child, ...scene } = await pausedAt(engine, point)
        await scene.sweep()
        const decided = await scene.row()
        expect(['failed', 'unknown']).toContain(decided.outcome)
        child.resume()
        expect((await child.end()).at(-1)).toBe(`done ${decided.outcome}: ${decided.outcome}`)
        expect(await scene.row()).toEqual(decided)
        expect([scene.posts(), scene.enabled(), await scene.acts('outcome')]).toEqual([0, true, 1])
      },
    )

    test.for(some(2, sent))(
      '%s leaves the outcome as it is, even where the rule was changed back since',
      async (point) => {
        const { child, ...scene } = await pausedAt(engine, point)
        await scene.sweep()
        const decided = await scene.row()
        // It alone heard the answer: unless it had recorded that, nobody can say who made it so.
        const isRecorded = point === 'outcome:committed'
        expect([decided.outcome, resultOf(decided).proof]).toEqual(
          isRecorded ? ['applied', 'answered'] : ['unknown', 'seen'],
        )
        for (const rule of scene.play.rudder.prod.state.rules) rule.enabled = true
        child.resume()
        expect((await child.end()).at(-1)).toBe(isRecorded ? 'done done: applied' : 'done unknown: unknown')
        expect(await scene.row()).toEqual(decided)
        expect([scene.posts(), await scene.acts('outcome')]).toEqual([1, 1])
      },
    )
  })
})

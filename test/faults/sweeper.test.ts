import { describe, expect, test } from 'vitest'
import { resultOf } from '../../src/run/result.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import type { FaultPoint } from '../../src/world.ts'
import { some } from '../runs.ts'
import { mainlySqlite } from '../store/engines.ts'
import { startScene } from './scene.ts'

const ofASweep: readonly FaultPoint[] = ['look:before', 'look:after', 'outcome:before', 'outcome:committed']

mainlySqlite((engine) => {
  describe('a sweep that is killed at', () => {
    test.for(some(1, ofASweep))('%s is done by the next one, once its own lease has ended', async (point) => {
      const scene = await startScene(engine)
      const { time } = scene
      const child = scene.confirming('request:after')
      await child.says('at request:after')
      await child.kill()
      time.pass(leaseMs)
      const sweeping = scene.sweeping(point)
      await sweeping.says(`at ${point}`)
      await sweeping.kill()
      const taken = await scene.row()
      time.pass(leaseMs - 1)
      await scene.sweep()
      expect(await scene.row()).toEqual(taken)
      time.pass(1)
      await scene.sweep()
      const row = await scene.row()
      expect([row.outcome, resultOf(row).proof]).toEqual(['unknown', 'seen'])
      expect([scene.posts(), await scene.acts('outcome')]).toEqual([1, 1])
    })

    test('look:before of an unknown outcome is done by the next one as well', async () => {
      const scene = await startScene(engine)
      const { time, play } = scene
      play.rudder.prod.faults.losesAnswer = { commit: { afterMs: leaseMs + 1000 } }
      const child = scene.confirming('request:after')
      await child.says('at request:after')
      await child.kill()
      time.pass(leaseMs)
      await scene.sweep()
      const { outcome, look_at: due } = await scene.row()
      expect(outcome).toBe('unknown')
      time.pass((due ?? 0) - time.now())
      const sweeping = scene.sweeping('look:before')
      await sweeping.says('at look:before')
      await sweeping.kill()
      time.pass(leaseMs)
      await scene.sweep()
      expect(resultOf(await scene.row()).proof).toBe('seen')
      expect([scene.posts(), await scene.acts('outcome'), await scene.acts('correction')]).toEqual([1, 1, 1])
    })
  })
})

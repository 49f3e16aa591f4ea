import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { resultOf } from '../../src/run/result.ts'
import { leaseMs } from '../../src/store/proposals.ts'
import type { FaultPoint } from '../../src/world.ts'
import { some } from '../runs.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { type Scene, startScene } from './scene.ts'

/** Sweeps right after the lease, and then every half minute: all that was ever said of it, in order. */
const outcomes = async ({ time, row, sweep }: Scene, passing: number): Promise<(string | null)[]> => {
  const seen: (string | null)[] = []
  time.pass(leaseMs + 1)
  for (const end = time.now() + passing; ; time.pass(30_000)) {
    await sweep()
    const now = await row()
    expect(now.outcome).not.toBe('applied')
    const outcome = resultOf(now).proof === 'seen' ? 'unknown, as asked' : now.outcome
    if (seen.at(-1) !== outcome) seen.push(outcome)
    if (time.now() >= end) return seen
  }
}

mainlyPostgres((engine) => {
  describe('a lost answer', () => {
    test('a process is killed while its request is on the wire', async () => {
      const scene = await startScene(engine)
      const { faults } = scene.play.rudder.prod
      const child = scene.confirming('request:after')
      await child.says('at claim:before')
      Object.assign(faults, { slow: 600_000, only: (method: string) => method === 'POST' })
      await child.says('at request:before')
      while (scene.posts() === 0) await setTimeout(5)
      await child.kill()
      expect(child.said).not.toContain('at request:after')
      expect(await scene.row()).toMatchObject({ stage: 'sending', outcome: null })
      expect(await scene.bystander()).toBe('done not confirmed: waiting')
      expect(await outcomes(scene, 600_000)).toEqual(['unknown, as asked'])
      expect(resultOf(await scene.row()).proof).toBe('seen')
      expect([scene.posts(), await scene.acts('outcome')]).toEqual([1, 1])
    })

    test.for(
      some<{ point: FaultPoint; seconds: number; expected: readonly string[] }>(2, [
        { point: 'request:after', seconds: 90, expected: ['unknown, as asked'] },
        { point: 'look:before', seconds: 90, expected: ['unknown, as asked'] },
        // Longer than the lease: the first sweep is too early to know.
        { point: 'request:after', seconds: 210, expected: ['unknown', 'unknown, as asked'] },
        { point: 'look:before', seconds: 720, expected: ['unknown', 'unknown, as asked'] },
      ]),
    )('killed at $point, and the server commits $seconds s later', async ({ point, seconds, expected }) => {
      const scene = await startScene(engine)
      const { prod } = scene.play.rudder
      prod.faults.losesAnswer = { commit: { afterMs: seconds * 1000 } }
      const child = scene.confirming(point)
      await child.says(`at ${point}`)
      await child.kill()
      expect([scene.posts(), scene.enabled()]).toEqual([1, true])
      expect(await outcomes(scene, 3 * 3_600_000)).toEqual(expected)
      expect((await scene.reply()).message.lead).toContain("isn't known by whom")
      await scene.confirm()
      expect([scene.posts(), prod.writes().length, scene.enabled()]).toEqual([1, 1, false])
      // The first verdict and, where it changed, its correction.
      expect([await scene.acts('outcome'), await scene.acts('correction')]).toEqual([1, expected.length - 1])
    })

    test.for(some<FaultPoint>(1, ['request:after', 'outcome:before']))(
      'killed at %s, after a change request was opened that it never heard of',
      async (point) => {
        const scene = await startScene(engine, ({ rudder: { prod } }) => {
          prod.state.settings.enable_change_request = true
          prod.faults.losesAnswer = { commit: 'now' }
        })
        const { state } = scene.play.rudder.prod
        const child = scene.confirming(point)
        await child.says(`at ${point}`)
        await child.kill()
        const [opened] = state.changeRequests.filter(({ displayName }) => displayName === `Coxswain ${scene.proposal}`)
        expect(await outcomes(scene, 600_000)).toEqual(['awaiting validation'])
        const pending = `change request #${opened?.id}`
        expect(resultOf(await scene.row()).pending).toBe(pending)
        expect((await scene.reply()).message.title).toMatch(`Awaiting validation: ${pending}`)
        expect([scene.posts(), scene.enabled(), await scene.acts('outcome')]).toEqual([1, true, 1])
      },
    )
  })
})

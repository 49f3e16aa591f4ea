import { describe, expect, test } from 'vitest'
import { confirm } from '../../src/run/confirm.ts'
import { sweep } from '../../src/run/sweep.ts'
import { leaseMs, startSending } from '../../src/store/proposals.ts'
import type { FaultPoint } from '../../src/world.ts'
import { person } from '../bot.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { startScene } from './scene.ts'

mainlyPostgres((engine) => {
  describe('a process that sleeps beyond its lease and then', () => {
    // A laptop's lid, a stopped container: on waking the sweep's timer is as due as the confirmation that goes on.
    test('sweeps its own claim while its confirmation goes on: the outcome is true', async () => {
      const scene = await startScene(engine)
      const asleep = Promise.withResolvers<void>()
      const taken = Promise.withResolvers<void>()
      const swept = Promise.withResolvers<void>()
      const wentOn = Promise.withResolvers<void>()
      let sweeps = false
      const steps: Partial<Record<FaultPoint, () => Promise<void> | void>> = {
        'claim:committed': () => {
          asleep.resolve()
          return taken.promise
        },
        'outcome:before': () => {
          // The sweep is here first; where the confirmation comes here as well, it has sent nothing.
          if (sweeps) return wentOn.resolve()
          sweeps = true
          taken.resolve()
          return wentOn.promise
        },
        'sending:committed': () => {
          wentOn.resolve()
          return swept.promise
        },
      }
      const one = await scene.another({ at: async (point) => steps[point as FaultPoint]?.() })
      const confirming = confirm(one.context, { proposal: scene.proposal, principal: person('marc') })
      await asleep.promise
      scene.time.pass(leaseMs)
      await sweep(one.context)
      swept.resolve()
      await confirming
      const { outcome } = await scene.row()
      expect({ outcome, posts: scene.posts(), enabled: scene.enabled() }).toEqual({
        outcome: 'failed',
        posts: 0,
        enabled: true,
      })
      expect(await scene.acts('outcome')).toBe(1)
    })
  })

  test('one claim gives one permit, also to the process that holds it', async () => {
    const scene = await startScene(engine)
    const child = scene.confirming('claim:committed')
    await child.says('at claim:committed')
    await child.kill()
    const { claimed_by: by } = await scene.row()
    const begin = () =>
      startSending(scene.here.context.store, {
        id: scene.proposal,
        by: by ?? '',
        now: scene.time.now(),
        scope: 'rudder:rules:write',
        digest: 'any',
      })
    const approvals = await Promise.all([begin(), begin(), begin()])
    expect(approvals.filter((permit) => permit !== undefined)).toHaveLength(1)
    expect(await begin()).toBeUndefined()
  })
})

import { describe, expect, test } from 'vitest'
import { closePending } from '../../src/store/proposals.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { startScene } from './setup.ts'

const line = 'rudder rule disable SSH hardening because lockout on the jump hosts'
const minute = 60_000

mainlyPostgres((engine) => {
  test('the checks of a confirmation take longer than the proposal is open: nothing is sent', async () => {
    const scene = await startScene(engine)
    const proposal = await scene.propose(line)
    scene.world.steps.set('claim:before', async () => void (await scene.world.advance(15 * minute)))
    const { late } = await scene.confirm(proposal)
    expect(late).toBe(true)
    expect(scene.posts()).toEqual([])
    await scene.sweep()
    expect((await scene.shown(proposal)).message.tone).toBe('expired')
    expect((await scene.acts()).map(({ kind }) => kind)).toEqual(['proposed', 'expired'])
  })

  describe('a claim is made, and then', () => {
    test.each(['cancelled', 'expired', 'stale'])('it cannot be ended as %s any more', async (outcome) => {
      const scene = await startScene(engine)
      const { context, world } = scene
      const proposal = await scene.propose(line)
      let isClosed: boolean | undefined
      world.steps.set('claim:committed', async () => {
        const result = JSON.stringify({ sentence: 'Nothing was written.' })
        const closing = { outcome, result, now: world.clock.now() }
        isClosed = await context.store.transaction((tx) => closePending(tx, proposal, closing))
      })
      const { message } = await scene.confirm(proposal)
      expect(isClosed).toBe(false)
      expect(message.tone).toBe('applied')
      expect(scene.posts()).toHaveLength(1)
    })

    test('whoever cancels, asks or waits at that moment changes nothing', async () => {
      const scene = await startScene(engine)
      const proposal = await scene.propose(line)
      scene.world.steps.set('claim:committed', async () => {
        expect((await scene.cancel(proposal, 'marc')).late).toBe(true)
        expect((await scene.confirm(proposal, 'marc')).late).toBe(true)
        await scene.sweep()
      })
      expect((await scene.confirm(proposal)).message.tone).toBe('applied')
      expect(scene.posts()).toHaveLength(1)
    })
  })
})

import { describe, expect, test } from 'vitest'
import { say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import type { OutboxFaultPoint } from '../../src/world.ts'
import { type Engine, mainlyPostgres } from '../store/engines.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { type Replica, startScene } from './setup.ts'
import { gate } from './slack.ts'

const leaseMs = 30_000

type Scene = Awaited<ReturnType<typeof startScene>>

/** A replica that stops at a point, as if it were killed there, until it is resumed. */
const stoppedAt = async (
  engine: Engine,
  point: OutboxFaultPoint,
  first: (scene: Scene) => Promise<unknown> = ({ say }) => say('m1', 'v1'),
) => {
  const scene = await startScene(engine)
  const [reached, resumed] = [gate(), gate()]
  const stopped: Replica = await scene.replica({
    world: {
      faults: {
        at: async (now) => {
          if (now !== point) return
          reached.open()
          await resumed.opened
        },
      },
    },
  })
  await first(scene)
  if (point.startsWith('edit')) {
    await scene.outbox.deliver()
    await scene.say('m1', 'v2')
  }
  const delivering = stopped.outbox.deliver()
  await reached.opened
  scene.slack.calls.length = 0
  return {
    ...scene,
    resume: async () => {
      resumed.open()
      await delivering
    },
  }
}

mainlyPostgres((engine) => {
  describe('a process that is killed at', () => {
    test.each(['post:before', 'post:sent'] as const)(
      '%s leaves a post that may have left: nobody repeats it, and it is told when its hold is over',
      async (point) => {
        const { outbox, slack, say, post, told, base, settle } = await stoppedAt(engine, point)
        await say('m2', 'next')
        await base.advance(leaseMs - 1)
        await outbox.deliver()
        expect(slack.calls).toEqual([])
        expect(told).toEqual([])
        await base.advance(1)
        await settle()
        expect(slack.calls.map(({ text }) => text)).toEqual(['next.'])
        expect(told).toMatchObject([{ id: 'm1', why: 'unsure' }])
        expect(await post('m1')).toMatchObject({ fate: 'unsure', ts: null })
      },
    )

    test.each(['post:before', 'post:sent'] as const)(
      '%s of a proposal in the direct messages: nobody repeats it, an answer is repeated',
      async (point) => {
        const proposed = await stoppedAt(engine, point, ({ store, base }) =>
          store.transaction(async (tx) => {
            await insertProposal(tx, proposalRow('P1'))
            await say(tx, { id: 'm1', channel: 'D1', proposal: 'P1' }, base.clock.now())
          }),
        )
        await proposed.base.advance(leaseMs)
        await proposed.settle()
        expect(proposed.slack.calls).toEqual([])
        expect(proposed.told).toMatchObject([{ id: 'm1', why: 'unsure' }])

        const answered = await stoppedAt(engine, point, (scene) => scene.say('m1', 'v1', 'D1'))
        await answered.base.advance(leaseMs)
        await answered.settle()
        expect(answered.slack.calls.map(({ text }) => text)).toEqual(['v1.'])
        expect(answered.told).toEqual([])
      },
    )

    test.each(['edit:before', 'edit:sent'] as const)('%s leaves an edit that another repeats', async (point) => {
      const { outbox, slack, say, post, told, base, settle } = await stoppedAt(engine, point)
      await say('m1', 'v3')
      await base.advance(leaseMs - 1)
      await outbox.deliver()
      expect(slack.calls).toEqual([])
      await base.advance(1)
      await outbox.deliver()
      expect(slack.shows('C1')).toEqual(['v3.'])
      // What was under way may land until then.
      slack.messages[0]?.texts.push('v2.')
      await settle()
      expect(slack.shows('C1')).toEqual(['v3.'])
      expect(await post('m1')).toMatchObject({ wanted: 3, shown: 3, again_at: null, held_by: null })
      expect(told).toEqual([])
    })
  })

  describe('a process that slept beyond its hold, at', () => {
    test('post:before sends nothing any more', async () => {
      const { outbox, slack, base, resume, told, settle } = await stoppedAt(engine, 'post:before')
      await base.advance(leaseMs)
      await outbox.deliver()
      await resume()
      await settle()
      expect(slack.calls).toEqual([])
      expect(told).toMatchObject([{ why: 'unsure' }])
    })

    test('post:before, and nobody noticed, puts the post back', async () => {
      const { outbox, slack, base, resume, told } = await stoppedAt(engine, 'post:before')
      await base.advance(leaseMs)
      await resume()
      await outbox.deliver()
      expect(slack.shows('C1')).toEqual(['v1.'])
      expect(told).toEqual([])
    })

    test('post:sent corrects what the others believed', async () => {
      const { outbox, slack, say, base, resume, told, post } = await stoppedAt(engine, 'post:sent')
      await base.advance(leaseMs)
      await outbox.deliver()
      expect(told).toMatchObject([{ why: 'unsure' }])
      await resume()
      expect(await post('m1')).toMatchObject({ fate: 'open', ts: '1.000', shown: 1 })
      await say('m1', 'v2')
      await outbox.deliver()
      expect(slack.shows('C1')).toEqual(['v2.'])
      expect(told).toHaveLength(1)
    })

    test.each(['edit:before', 'edit:sent'] as const)('%s does not leave its old edit on top', async (point) => {
      const { outbox, slack, say, base, resume, settle } = await stoppedAt(engine, point)
      await say('m1', 'v3')
      await base.advance(leaseMs)
      await outbox.deliver()
      expect(slack.shows('C1')).toEqual(['v3.'])
      await resume()
      await settle()
      expect(slack.shows('C1')).toEqual(['v3.'])
    })
  })

  test('a process that is killed while it tells is followed by another that tells', async () => {
    const scene = await startScene(engine)
    const reached = gate()
    const stopped = await scene.replica({
      onLost: () => {
        reached.open()
        return new Promise(() => {})
      },
    })
    scene.slack.plan = () => ({ how: 'refused', why: 'is_archived' })
    await scene.say('m1', 'v1')
    void stopped.outbox.deliver()
    await reached.opened
    await scene.outbox.deliver()
    expect(scene.told).toEqual([])
    await scene.base.advance(leaseMs)
    await scene.outbox.deliver()
    await scene.outbox.deliver()
    expect(scene.told).toMatchObject([{ id: 'm1', why: 'refused' }])
  })

  test('clocks that differ by seconds take no hold from one another', async () => {
    const scene = await startScene(engine)
    const [slow, fast] = [await scene.replica({ skew: -5_000 }), await scene.replica({ skew: 5_000 })]
    const { slack, base } = scene
    const answer = gate()
    slack.plan = async (_, apply) => {
      await answer.opened
      return apply()
    }
    await scene.say('m1', 'v1')
    await base.advance(5_000)
    const posting = slow.outbox.deliver()
    while (slack.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    // The limit of one call.
    await base.advance(10_000)
    await fast.outbox.deliver()
    answer.open()
    await posting
    expect(slack.calls).toHaveLength(1)
    expect(await scene.post('m1')).toMatchObject({ fate: 'open', shown: 1 })
    expect(scene.told).toEqual([])
  })
})

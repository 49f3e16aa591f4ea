import { expect, test } from 'vitest'
import { createOutbox } from '../../src/outbox/outbox.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import type { Store } from '../../src/store/db.ts'
import { say } from '../../src/store/posts.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { passing, startScene, titled } from './setup.ts'
import { gate } from './slack.ts'

const until = async (what: () => boolean) => {
  while (!what()) await new Promise((resolve) => setTimeout(resolve, 1))
}

mainlyPostgres((engine) => {
  const running = async () => {
    const scene = await startScene(engine)
    const stop = new AbortController()
    const looks = { count: 0, ms: 0 }
    const { sleep } = scene.base.clock
    // The one wait of the loop is between two looks.
    Object.assign(scene.world.clock, {
      sleep: (ms: number, signal?: AbortSignal) => {
        looks.count += 1
        looks.ms = ms
        return sleep(ms, signal)
      },
    })
    const ended = scene.outbox.run(stop.signal)
    await until(() => looks.count > 0)
    return { ...scene, stop, ended, looks }
  }

  test('delivers what it is told of at once, and what others said within a second', async () => {
    const { say: sayIt, outbox, slack, base, stop, ended } = await running()
    await sayIt('m1', 'v1')
    outbox.wake()
    await until(() => slack.messages.length === 1)
    await sayIt('m2', 'v2')
    // Until it naps, time passes without it.
    await passing(
      { base },
      until(() => slack.messages.length === 2),
      1_000,
    )
    stop.abort()
    await ended
  })

  test('a conversation that waits for its second gets the next message then, whatever goes on in others', async () => {
    const { say: sayIt, outbox, slack, base, stop, ended, looks } = await running()
    let limits = 1
    slack.plan = ({ channel }, apply) =>
      channel === 'C1' && limits-- > 0 ? { how: 'limited', waitMs: 2_000 } : apply()
    await sayIt('m1', 'v1', 'C1')
    outbox.wake()
    await until(() => slack.calls.length === 1 && looks.ms === 1_000)
    await base.advance(900)
    await base.advance(1_000)
    await sayIt('m2', 'v2', 'C2')
    outbox.wake()
    await until(() => slack.shows('C2').length === 1 && looks.ms < 1_000)
    expect(looks.ms).toBe(100)
    stop.abort()
    await ended
  })

  test('a kick inside a transaction sends nothing before that commits', async () => {
    const { store, world, outbox, slack, stop, ended, looks } = await running()
    await store.transaction(async (tx) => {
      await say(tx, { id: 'm1', channel: 'C1', message: titled('v1') }, world.clock.now())
      outbox.wake()
    })
    outbox.wake()
    await until(() => slack.messages.length === 1)
    expect(looks.count).toBeGreaterThan(0)
    stop.abort()
    await ended
  })

  test('ends when it is told to, after what is under way, and starts nothing more', async () => {
    const { say: sayIt, outbox, slack, stop, ended, post } = await running()
    const answer = gate()
    slack.plan = async (_, apply) => {
      await answer.opened
      return apply()
    }
    await sayIt('m1', 'v1')
    await sayIt('m2', 'v2')
    outbox.wake()
    await until(() => slack.calls.length === 1)
    stop.abort()
    let over = false
    void ended.then(() => {
      over = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(over).toBe(false)
    answer.open()
    await ended
    expect(await post('m1')).toMatchObject({ shown: 1, held_by: null })
    expect(slack.calls).toHaveLength(1)
  })

  test('is not started by a signal that is over already', async () => {
    const { outbox, slack, say: sayIt } = await startScene(engine)
    await sayIt('m1', 'v1')
    await outbox.run(AbortSignal.abort())
    expect(slack.calls).toEqual([])
  })

  /** An outbox whose database is away for the given transactions, counted from one. */
  const withBroken = async (away: (n: number) => boolean) => {
    const scene = await startScene(engine)
    const { store, world, slack } = scene
    let count = 0
    const broken: Store = {
      ...store,
      transaction: (work) => {
        count += 1
        return away(count) ? Promise.reject(new Error('the database is away')) : store.transaction(work)
      },
    }
    const outbox = createOutbox({
      draw: toBlocks,
      store: broken,
      world,
      replica: 'one',
      poster: slack.poster(world),
      present: async () => titled(''),
      onLost: async () => {},
    })
    await scene.say('m1', 'v1')
    return { ...scene, outbox }
  }

  test('goes on after an error of the database, and leaves the post alone for a while', async () => {
    const { outbox, slack, lines, settle } = await withBroken((n) => n <= 2)
    await outbox.deliver()
    await outbox.deliver()
    expect(lines('outbox')).toMatchObject([{ level: 'error', fields: { post: 'm1', job: 'post' } }])
    await settle([outbox], 12)
    expect(slack.shows('C1')).toEqual(['v1.'])
    expect(lines('outbox')).toHaveLength(2)
  })

  test('what Slack has taken is recorded when the database is back', async () => {
    const { outbox, slack, base, post, told, lines } = await withBroken((n) => n > 1 && n < 6)
    const delivering = outbox.deliver()
    await until(() => lines('outbox.record').length > 0)
    await passing({ base }, delivering, 500)
    expect(lines('outbox.record')).toHaveLength(4)
    expect(await post('m1')).toMatchObject({ fate: 'open', ts: '1.000', shown: 1 })
    expect(slack.calls).toHaveLength(1)
    expect(told).toEqual([])
  })

  test('what Slack has taken and could not be recorded is not posted again', async () => {
    const { outbox, slack, base, post } = await withBroken((n) => n > 1 && n < 8)
    const delivering = outbox.deliver()
    await until(() => slack.messages.length === 1)
    await passing({ base }, delivering, 500)
    // Its lease ends.
    await base.advance(60_000)
    await outbox.deliver()
    expect(slack.calls).toHaveLength(1)
    expect(await post('m1')).toMatchObject({ fate: 'unsure', untold: null })
  })
})

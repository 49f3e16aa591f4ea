import { describe, expect, test } from 'vitest'
import type { PostResult } from '../../src/outbox/poster.ts'
import { say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { mainlySqlite } from '../store/engines.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { startScene, titled } from './setup.ts'
import { gate } from './slack.ts'

const day = 24 * 60 * 60_000
const refused = (why: string): PostResult => ({ how: 'refused', why })

mainlySqlite((engine) => {
  test('what never left is tried again, ever more rarely, for a day, and then told', async () => {
    const { base, outbox, slack, say, told, post, lines } = await startScene(engine)
    slack.plan = () => ({ how: 'unsent' })
    await say('m1', 'v1')
    const start = base.clock.now()
    for (;;) {
      await outbox.deliver()
      if ((await post('m1')).fate !== 'open') break
      await base.advance((await post('m1')).due_at - base.clock.now())
    }
    const waits = slack.calls.map(({ at }, n) => at - (slack.calls[n - 1]?.at ?? start))
    expect(waits.slice(0, 12)).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((s) => s * 1_000))
    expect(base.clock.now() - start).toBeGreaterThan(day - 5 * 60_000)
    expect(base.clock.now() - start).toBeLessThanOrEqual(day)
    expect(told).toEqual([{ id: 'm1', why: 'late', word: undefined, shows: 'v1' }])
    expect(lines('outbox.lost')).toMatchObject([{ level: 'error', fields: { post: 'm1', channel: 'C1', why: 'late' } }])
    await base.advance(day)
    await outbox.deliver()
    expect(told).toHaveLength(1)
  })

  test('a network that comes back finds the messages in their order', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    const back = base.clock.now() + 45_000
    slack.plan = ({ at }, apply) => (at < back ? { how: 'unsent' } : apply())
    for (const n of [1, 2, 3]) await say(`m${n}`, `v${n}`)
    for (let s = 0; s < 70; s++) {
      await outbox.deliver()
      await base.advance(1_000)
    }
    expect(slack.shows('C1')).toEqual(['v1.', 'v2.', 'v3.'])
    await say('m1', 'v4')
    await outbox.deliver()
    expect(slack.shows('C1')[0]).toBe('v4.')
  })

  test('a post without an answer is never repeated; it is told once, and the next one goes', async () => {
    const { outbox, slack, say, told, post, settle, lines } = await startScene(engine)
    slack.plan = ({ text }, apply) => (text === 'v1.' ? { how: 'unsure' } : apply())
    await say('m1', 'v1')
    await say('m2', 'v2')
    await settle()
    expect(slack.calls.map(({ text }) => text)).toEqual(['v1.', 'v2.'])
    expect(told).toEqual([{ id: 'm1', why: 'unsure', word: undefined, shows: 'v1' }])
    expect(await post('m1')).toMatchObject({ fate: 'unsure', ts: null, untold: null })
    expect(lines('outbox.lost')).toHaveLength(1)
    await outbox.deliver()
    expect(slack.calls).toHaveLength(2)
  })

  test('an answer in the direct messages is repeated until Slack says something: there is no other place to tell it', async () => {
    const { outbox, slack, say, told, post, settle } = await startScene(engine)
    let times = 0
    slack.plan = (_, apply) => (++times < 4 ? { how: 'unsure' } : apply())
    await say('m1', 'v1', 'D1')
    await say('m2', 'v2', 'U2')
    await settle()
    expect(slack.shows('D1')).toEqual(['v1.'])
    expect(slack.shows('D2')).toEqual(['v2.'])
    expect(told).toEqual([])
    expect(await post('m1')).toMatchObject({ fate: 'open', shown: 1, untold: null })
    expect(times).toBeGreaterThan(4)
    await outbox.deliver()
    expect(slack.shows('D1')).toHaveLength(1)
  })

  test.each(['D1', 'U2', 'W3'])(
    'a proposal in the direct messages is not repeated (%s): its buttons stand once',
    async (channel) => {
      for (const sent of [{ how: 'unsure' } as const, refused('internal_error')]) {
        const { store, base, outbox, slack, told, settle } = await startScene(engine)
        slack.plan = () => sent
        await store.transaction(async (tx) => {
          await insertProposal(tx, proposalRow('P1'))
          await say(tx, { id: 'm1', channel, proposal: 'P1' }, base.clock.now())
        })
        await settle([outbox], 3)
        expect(slack.calls).toHaveLength(1)
        expect(told).toMatchObject([{ id: 'm1', why: 'unsure' }])
      }
    },
  )

  test('what is said in a post that was given up is told elsewhere too', async () => {
    const { outbox, slack, say, told } = await startScene(engine)
    slack.plan = () => ({ how: 'unsure' })
    await say('m1', 'reading')
    await outbox.deliver()
    await say('m1', 'the answer')
    await outbox.deliver()
    slack.plan = () => refused('channel_not_found')
    await say('m2', 'reading')
    await outbox.deliver()
    await say('m2', 'the answer')
    await outbox.deliver()
    expect(told.map(({ id, why, shows }) => [id, why, shows])).toEqual([
      ['m1', 'unsure', 'reading'],
      ['m1', 'unsure', 'the answer'],
      ['m2', 'refused', 'reading'],
      ['m2', 'refused', 'the answer'],
    ])
    expect(slack.calls).toHaveLength(2)
  })

  describe.each(['post', 'update'])('a %s that Slack refuses', (method) => {
    const standing = async () => {
      const scene = await startScene(engine)
      await scene.say('m1', 'v1')
      if (method === 'update') {
        await scene.outbox.deliver()
        await scene.say('m1', 'v2')
      }
      scene.slack.calls.length = 0
      return scene
    }

    test.each(['channel_not_found', 'not_in_channel', 'is_archived', 'message_not_found', 'cant_update_message'])(
      'with %s is lost and told once',
      async (why) => {
        const { slack, told, settle, post } = await standing()
        slack.plan = () => refused(why)
        await settle()
        expect(slack.calls).toHaveLength(1)
        expect(told).toMatchObject([{ why: 'refused', word: why }])
        expect(await post('m1')).toMatchObject({ fate: 'lost', untold: null })
      },
    )

    test('with a word that we do not know is lost, and the log has a word of ours', async () => {
      const { slack, told, settle, lines } = await standing()
      slack.plan = () => refused('a_new_word <!channel>')
      await settle()
      expect(told).toMatchObject([{ why: 'refused', word: 'other' }])
      expect(JSON.stringify(lines('outbox.lost'))).not.toContain('a_new_word')
    })

    test.each(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long'])(
      'with %s goes once more as text alone, and the log says so',
      async (why) => {
        const { slack, told, settle, lines, post } = await standing()
        slack.plan = ({ blocks }, apply) => (blocks.length > 0 ? refused(why) : apply())
        await settle()
        expect(slack.calls.map(({ blocks }) => blocks.length > 0)).toEqual([true, false])
        expect(slack.shows('C1')).toEqual([method === 'post' ? 'v1.' : 'v2.'])
        expect(slack.messages[0]?.blocks).toEqual([])
        expect(lines('outbox.plain')).toMatchObject([{ level: 'error', fields: { post: 'm1', word: why } }])
        expect(await post('m1')).toMatchObject({ fate: 'open', held_by: null })
        expect(told).toEqual([])
      },
    )

    test('with and without blocks is lost', async () => {
      const { slack, told, settle } = await standing()
      slack.plan = () => refused('invalid_blocks')
      await settle()
      expect(slack.calls).toHaveLength(2)
      expect(told).toMatchObject([{ why: 'refused', word: 'invalid_blocks' }])
    })

    test.each(['ratelimited', 'invalid_auth', 'missing_scope', 'request_timeout'])(
      'with %s has done nothing, and is tried again',
      async (why) => {
        const { slack, told, base, settle } = await standing()
        const until = base.clock.now() + 20_000
        slack.plan = ({ at }, apply) => (at < until ? refused(why) : apply())
        await settle()
        expect(slack.shows('C1')).toEqual([method === 'post' ? 'v1.' : 'v2.'])
        expect(told).toEqual([])
      },
    )

    test.each(['internal_error', 'fatal_error', 'service_unavailable'])(
      'with %s may have been done: a post is not repeated, an edit is',
      async (why) => {
        const { slack, told, base, settle, post } = await standing()
        const until = base.clock.now() + 5_000
        slack.plan = ({ at }, apply) => (at < until ? refused(why) : apply())
        await settle()
        if (method === 'post') {
          expect(slack.calls).toHaveLength(1)
          expect(told).toMatchObject([{ why: 'unsure' }])
        } else {
          expect(slack.shows('C1')).toEqual(['v2.'])
          expect(await post('m1')).toMatchObject({ fate: 'open', again_at: null })
          expect(told).toEqual([])
        }
      },
    )
  })

  test('a Slack that throws counts as no answer', async () => {
    const { outbox, slack, say, told } = await startScene(engine)
    slack.plan = () => {
      throw new Error('socket')
    }
    await say('m1', 'v1')
    await outbox.deliver()
    expect(told).toMatchObject([{ why: 'unsure' }])
  })

  test('telling that fails is tried again until it is told', async () => {
    const scene = await startScene(engine)
    let fails = 3
    const { outbox } = await scene.replica({
      onLost: async () => {
        if (fails-- > 0) throw new Error('Slack is down')
      },
    })
    scene.slack.plan = () => refused('is_archived')
    await scene.say('m1', 'v1')
    await scene.settle([outbox], 20)
    expect(scene.told).toEqual([{ id: 'm1', why: 'refused', word: 'is_archived', shows: 'v1' }])
    expect(scene.lines('outbox.tell')).toHaveLength(3)
  })

  test('what is said while it is told that the post is lost is told as well', async () => {
    const scene = await startScene(engine)
    const [telling, told] = [gate(), gate()]
    const { outbox } = await scene.replica({
      onLost: () => {
        telling.open()
        return told.opened
      },
    })
    scene.slack.plan = () => refused('is_archived')
    await scene.say('m1', 'reading')
    const delivering = outbox.deliver()
    await telling.opened
    await scene.say('m1', 'the answer')
    told.open()
    await delivering
    await outbox.deliver()
    expect(scene.told.map(({ shows }) => shows)).toEqual(['reading', 'the answer'])
  })

  test('text alone is not sent by who was so slow that the hold was over', async () => {
    const scene = await startScene(engine)
    const { slack, base, told } = scene
    const other = await scene.replica()
    const answer = gate()
    slack.plan = async () => {
      await answer.opened
      return refused('invalid_blocks')
    }
    await scene.say('m1', 'v1')
    const slow = scene.outbox.deliver()
    while (slack.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    await base.advance(30_000)
    await other.outbox.deliver()
    answer.open()
    await slow
    await other.outbox.deliver()
    expect(slack.calls).toHaveLength(1)
    expect(told).toMatchObject([{ why: 'unsure' }])
  })

  test('a message that cannot be worded holds back its conversation for some minutes, and no other', async () => {
    const { store, base, outbox, slack, told, lines } = await startScene(engine)
    const now = base.clock.now()
    await store.transaction(async (tx) => {
      await say(tx, { id: 'm1', channel: 'C1', proposal: 'vanished' }, now)
      await say(tx, { id: 'm2', channel: 'C1', message: titled('next') }, now)
      await say(tx, { id: 'm3', channel: 'C2', message: titled('other') }, now)
    })
    await outbox.deliver()
    expect([slack.shows('C1'), slack.shows('C2')]).toEqual([[], ['other.']])
    for (let n = 0; n < 60; n++) {
      await base.advance(10_000)
      await outbox.deliver()
    }
    expect(told).toMatchObject([{ id: 'm1', why: 'late' }])
    expect(lines('outbox.render')).toHaveLength(10)
    expect(slack.shows('C1')).toEqual(['next.'])
  })
})

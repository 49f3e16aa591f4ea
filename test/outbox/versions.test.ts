import { expect, test } from 'vitest'
import { adopt, say } from '../../src/store/posts.ts'
import { claim, insertProposal, settle } from '../../src/store/proposals.ts'
import { addVote } from '../../src/store/votes.ts'
import { mainlySqlite } from '../store/engines.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { startScene } from './setup.ts'
import { gate } from './slack.ts'

mainlySqlite((engine) => {
  test('a post said again is edited to its newest content, and what was in between is skipped', async () => {
    const { outbox, slack, say, post } = await startScene(engine)
    await say('m1', 'reading')
    await outbox.deliver()
    for (const title of ['10 of 41', '20 of 41', 'the answer']) await say('m1', title)
    await outbox.deliver()
    expect(slack.messages).toMatchObject([{ texts: ['reading.', 'the answer.'] }])
    expect(slack.messages[0]?.blocks[0]).toMatchObject({ block_id: 'm1:4:0' })
    expect(await post('m1')).toMatchObject({ wanted: 4, shown: 4 })
    expect(slack.calls).toHaveLength(2)
  })

  test('what was said again before it was posted is posted once, with the newest content', async () => {
    const { outbox, slack, say } = await startScene(engine)
    await say('m1', 'reading')
    await say('m1', 'the answer')
    await outbox.deliver()
    expect(slack.messages).toMatchObject([{ texts: ['the answer.'] }])
  })

  test('a change that comes while the post is under way is shown after it', async () => {
    const { outbox, slack, say, post } = await startScene(engine)
    slack.plan = async ({ method }, apply) => {
      if (method === 'post') await say('m1', 'newer')
      return apply()
    }
    await say('m1', 'older')
    await outbox.deliver()
    expect(slack.messages).toMatchObject([{ texts: ['older.', 'newer.'] }])
    expect(await post('m1')).toMatchObject({ wanted: 2, shown: 2 })
  })

  test('a message that shows a proposal follows all that happens to it', async () => {
    const { store, world, outbox, slack } = await startScene(engine)
    const now = world.clock.now()
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'm1', channel: 'C1', proposal: 'P1' }, now)
      await say(tx, { id: 'm2', channel: 'U1', proposal: 'P1' }, now)
    })
    await outbox.deliver()
    await store.transaction(async (tx) => {
      await addVote(tx, { proposal: 'P1', human: 'marc', principal: '{}', at: now })
      await claim(tx, 'P1', { by: 'me', now, impact: '{}', holds: '{}' })
    })
    await outbox.deliver()
    await store.transaction((tx) => settle(tx, 'P1', 'me', { outcome: 'applied', result: '{}', now, lookAt: null }))
    await outbox.deliver()
    for (const { texts } of slack.messages) expect(texts).toEqual(['P1 pending 0.', 'P1 claimed 1.', 'P1 applied 1.'])
    expect(slack.messages).toHaveLength(2)
  })

  test('one edit of a message at a time, across replicas: the slow older one lands first', async () => {
    const scene = await startScene(engine)
    const { slack } = scene
    const other = await scene.replica({ skew: -2_000 })
    await scene.say('m1', 'v1')
    await scene.outbox.deliver()
    const slow = gate()
    slack.plan = async ({ text }, apply) => {
      if (text === 'v2.') await slow.opened
      return apply()
    }
    await scene.say('m1', 'v2')
    const first = scene.outbox.deliver()
    while (slack.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    await scene.say('m1', 'v3')
    await other.outbox.deliver()
    expect(slack.calls).toHaveLength(2)
    slow.open()
    await first
    expect(slack.messages).toMatchObject([{ texts: ['v1.', 'v2.', 'v3.'] }])
  })

  test('an edit without an answer is repeated, and the newest version is shown once more when it can land no longer', async () => {
    const { base, outbox, slack, say, post } = await startScene(engine)
    await say('m1', 'v1')
    await outbox.deliver()
    let land = (): unknown => undefined
    slack.plan = ({ text }, apply) => {
      if (text !== 'v2.') return apply()
      land = apply
      return { how: 'unsure' }
    }
    await say('m1', 'v2')
    await outbox.deliver()
    await say('m1', 'v3')
    await base.advance(1_000)
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v3.'])
    expect(await post('m1')).toMatchObject({ wanted: 3, shown: 3 })
    // The old edit was on its way all the time.
    await base.advance(20_000)
    land()
    expect(slack.shows('C1')).toEqual(['v2.'])
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v2.'])
    await base.advance(9_000)
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v3.'])
    expect(await post('m1')).toMatchObject({ again_at: null, due_at: expect.any(Number) })
    const { length } = slack.calls
    await base.advance(120_000)
    await outbox.deliver()
    expect(slack.calls).toHaveLength(length)
  })

  test('news does not wait for the time when an old edit can land no longer, nor does it take its place', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    await say('m1', 'v1')
    await outbox.deliver()
    slack.plan = (call, apply) => (call.text === 'v2.' ? { how: 'unsure' } : apply())
    await say('m1', 'v2')
    await outbox.deliver()
    for (const n of [3, 4, 5]) {
      await base.advance(5_000)
      await say('m1', `v${n}`)
      await outbox.deliver()
      expect(slack.shows('C1')).toEqual([`v${n}.`])
    }
    await base.advance(20_000)
    await outbox.deliver()
    expect(slack.messages[0]?.texts).toEqual(['v1.', 'v3.', 'v4.', 'v5.', 'v5.'])
  })

  test('who finds that its hold was over when its edit landed has the newest version shown again', async () => {
    const scene = await startScene(engine)
    const { slack, base } = scene
    const other = await scene.replica()
    await scene.say('m1', 'v1')
    await scene.outbox.deliver()
    const stuck = gate()
    slack.plan = async ({ text }, apply) => {
      if (text === 'v2.') await stuck.opened
      return apply()
    }
    await scene.say('m1', 'v2')
    const late = scene.outbox.deliver()
    while (slack.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    await scene.say('m1', 'v3')
    await base.advance(31_000)
    await other.outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v3.'])
    stuck.open()
    await late
    expect(slack.messages[0]?.texts).toEqual(['v1.', 'v3.', 'v2.', 'v3.'])
    // Who took the hold over did not know about the late one, and looks once more for it.
    await base.advance(31_000)
    await other.outbox.deliver()
    expect(slack.messages[0]?.texts.at(-1)).toBe('v3.')
    const { length } = slack.calls
    await scene.settle([scene.outbox, other.outbox], 60)
    expect(slack.calls).toHaveLength(length)
  })

  test('a version that was slow to word is not shown on top of a newer one', async () => {
    const scene = await startScene(engine)
    const { store, world, slack, outbox } = scene
    const worded = gate()
    const slow = await scene.replica({ wording: () => worded.opened })
    const now = world.clock.now()
    const vote = (human: string) =>
      store.transaction((tx) => addVote(tx, { proposal: 'P1', human, principal: '{}', at: now }))
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'm1', channel: 'C1', proposal: 'P1' }, now)
    })
    await outbox.deliver()
    await vote('ana')
    const late = slow.outbox.deliver()
    // Long enough to have read it.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await vote('bo')
    await outbox.deliver()
    slack.plan = () => ({ how: 'unsent' })
    await vote('cy')
    worded.open()
    await late
    expect(slack.messages[0]?.texts).toEqual(['P1 pending 0.', 'P1 pending 2.'])
    expect(slack.calls.map(({ text }) => text)).not.toContain('P1 pending 1.')
  })

  test('a message that was believed lost and is pressed is known again, and brought to its newest version', async () => {
    const { store, world, outbox, slack, say, post, told, base } = await startScene(engine)
    slack.plan = (_, apply) => {
      apply()
      return { how: 'unsure' }
    }
    await say('m1', 'v1')
    await outbox.deliver()
    expect(told).toMatchObject([{ id: 'm1', why: 'unsure' }])
    slack.plan = (_, apply) => apply()
    const there = { channel: 'C1', ts: '1.000' }
    const adopted = (place: typeof there) => store.transaction((tx) => adopt(tx, 'm1', place, world.clock.now()))
    expect(await adopted({ ...there, channel: 'C2' })).toBe(false)
    expect(await adopted(there)).toBe(true)
    expect(await adopted({ ...there, ts: '7.000' })).toBe(false)
    await outbox.deliver()
    expect(await post('m1')).toMatchObject({ fate: 'open', place: 'C1', ts: '1.000', wanted: 2, shown: 2 })
    expect(slack.messages).toMatchObject([{ texts: ['v1.', 'v1.'] }])
    await base.advance(60_000)
    await outbox.deliver()
    expect(slack.messages).toHaveLength(1)
  })

  test('a press may come before the answer to the post that it presses', async () => {
    const { store, world, outbox, slack, say, post } = await startScene(engine)
    const answer = gate()
    slack.plan = async ({ method }, apply) => {
      const sent = apply()
      if (method === 'post') await answer.opened
      return sent
    }
    await say('m1', 'v1')
    const posting = outbox.deliver()
    while (slack.messages.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    await store.transaction((tx) => adopt(tx, 'm1', { channel: 'C1', ts: '1.000' }, world.clock.now()))
    answer.open()
    await posting
    await outbox.deliver()
    expect(await post('m1')).toMatchObject({ fate: 'open', ts: '1.000', wanted: 2, shown: 2, held_by: null })
    expect(slack.messages).toHaveLength(1)
  })
})

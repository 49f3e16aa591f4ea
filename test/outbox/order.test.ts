import { expect, test } from 'vitest'
import { postsOf, say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { passing, startScene } from './setup.ts'
import { gate } from './slack.ts'

const two = [0, 1]

mainlyPostgres((engine) => {
  test('what is said is posted in its place, with text and blocks, and known from then on', async () => {
    const { store, world, outbox, slack, post } = await startScene(engine)
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'm1', channel: 'C1', thread: '5.5', run: 'r1', proposal: 'P1' }, world.clock.now())
    })
    await outbox.deliver()
    expect(slack.messages).toMatchObject([{ channel: 'C1', thread: '5.5', ts: '1.000', texts: ['P1 pending 0.'] }])
    expect(slack.messages[0]?.blocks[0]).toMatchObject({ block_id: 'm1:1:0' })
    expect(await post('m1')).toMatchObject({ place: 'C1', ts: '1.000', wanted: 1, shown: 1, held_by: null })
    expect(await postsOf(store.db, 'P1')).toHaveLength(1)
    await outbox.deliver()
    expect(slack.calls).toHaveLength(1)
  })

  test('messages of one conversation go in the order in which they were said, never two at once', async () => {
    const { outbox, slack, say, base } = await startScene(engine)
    slack.plan = async (_, apply) => {
      await base.clock.sleep(5)
      return apply()
    }
    for (let n = 1; n <= 6; n++) await say(`m${n}`, `title ${n}`)
    await passing({ base }, outbox.deliver(), 5)
    expect(slack.shows('C1')).toEqual([1, 2, 3, 4, 5, 6].map((n) => `title ${n}.`))
    expect(slack.most()).toBe(1)
  })

  test('many who speak at once in one conversation each have their place', async () => {
    const { outbox, slack, say, post } = await startScene(engine)
    const ids = Array.from({ length: 20 }, (_, n) => `m${n}`)
    await Promise.all(ids.map((id) => say(id, id)))
    const seqs = await Promise.all(ids.map(async (id) => (await post(id)).seq))
    expect(seqs.toSorted((a, b) => a - b)).toEqual(ids.map((_, n) => n + 1))
    await outbox.deliver()
    const bySeq = ids.toSorted((a, b) => (seqs[ids.indexOf(a)] ?? 0) - (seqs[ids.indexOf(b)] ?? 0))
    expect(slack.shows('C1')).toEqual(bySeq.map((id) => `${id}.`))
  })

  test('two replicas keep the order, and post each message once', async () => {
    const scene = await startScene(engine)
    const other = await scene.replica({ skew: 3_000 })
    const { slack } = scene
    let now = 0
    slack.plan = async (_, apply) => {
      now += 1
      expect(now).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 2))
      now -= 1
      return apply()
    }
    for (let n = 1; n <= 8; n++) await scene.say(`m${n}`, `title ${n}`)
    for (let n = 0; n < 10; n++)
      await Promise.all(two.map((which) => (which === 0 ? scene.outbox : other.outbox).deliver()))
    expect(slack.shows('C1')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `title ${n}.`))
    expect(slack.calls).toHaveLength(8)
  })

  test('conversations do not wait for each other, and at most eight are served at once', async () => {
    const { outbox, slack, say } = await startScene(engine)
    const slow = gate()
    slack.plan = async (_, apply) => {
      await slow.opened
      return apply()
    }
    for (let n = 1; n <= 12; n++) await say(`m${n}`, `title ${n}`, `C${n}`)
    const done = outbox.deliver()
    while (slack.calls.length < 8) await new Promise((resolve) => setTimeout(resolve, 1))
    slow.open()
    await done
    expect(slack.most()).toBe(8)
    expect(slack.messages).toHaveLength(12)
  })

  test('what is said during a pass goes at once where it is told, though another message is slow', async () => {
    const { outbox, slack, say } = await startScene(engine)
    const slow = gate()
    slack.plan = async ({ channel }, apply) => {
      if (channel === 'C1') await slow.opened
      return apply()
    }
    await say('m1', 'slow', 'C1')
    const done = outbox.deliver()
    while (slack.calls.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    await say('m2', 'quick', 'C2')
    outbox.wake()
    while (slack.messages.length < 1) await new Promise((resolve) => setTimeout(resolve, 1))
    expect(slack.shows('C2')).toEqual(['quick.'])
    slow.open()
    await done
    expect(slack.shows('C1')).toEqual(['slow.'])
  })

  test('a message to a person is posted to the person and known by its conversation', async () => {
    const { outbox, slack, say, post } = await startScene(engine)
    await say('m1', 'hello', 'U07ANA')
    await say('m2', 'again', 'U07ANA')
    await outbox.deliver()
    expect(await post('m1')).toMatchObject({ channel: 'U07ANA', place: 'D07ANA', ts: '1.000' })
    expect(slack.shows('D07ANA')).toEqual(['hello.', 'again.'])
  })
})

import { expect, test } from 'vitest'
import type { Delivery, FindResult, Sought } from '../../src/outbox/delivery.ts'
import { say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { mainlySqlite } from '../store/engines.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { type Replica, startScene } from './setup.ts'
import { gate, type MemorySlack, type Plan } from './slack.ts'

type Scene = Awaited<ReturnType<typeof startScene>>

/** The first call that posts ends without an answer, and arrives or not. */
const unsureOnce = (arrives: boolean): Plan => {
  let left = 1
  return (call, apply) => {
    if (call.method === 'update' || left-- <= 0) return apply()
    if (arrives) apply()
    return { how: 'unsure' }
  }
}

/** Finds a message by its text, which begins with its id in these tests; `answers` says what is said before. */
const finder = (slack: MemorySlack, answers: FindResult[] = []) => {
  const sought: Sought[] = []
  const find = async (one: Sought): Promise<FindResult> => {
    sought.push(one)
    const first = answers.shift()
    if (first) return first
    const found = slack.messages.find(({ texts }) => texts[0] === `${one.id}.`)
    return found ? { how: 'found', channel: found.channel, ts: found.ts } : { how: 'absent' }
  }
  return { sought, delivery: { how: 'lookup', find } satisfies Delivery }
}

const textsOf = ({ slack }: Scene, channel = 'C1') => slack.shows(channel)
const blocksOf = ({ slack }: Scene, n = -1) => JSON.stringify(slack.messages.at(n)?.blocks)
const pass = async ({ base }: Scene, { outbox }: Replica, seconds: number) => {
  for (let n = 0; n < seconds; n++) {
    await outbox.deliver()
    await base.advance(1_000)
  }
}

mainlySqlite((engine) => {
  const started = async (arrives: boolean, answers: FindResult[] = []) => {
    const scene = await startScene(engine)
    const { sought, delivery } = finder(scene.slack, answers)
    const replica = await scene.replica({ delivery })
    scene.slack.plan = unsureOnce(arrives)
    await scene.say('m1', 'm1')
    await scene.say('m2', 'm2')
    await scene.say('other', 'other', 'C2')
    return { ...scene, looking: replica, sought, delivery }
  }

  test('lookup: what arrived is found and kept up to date; what is behind it waits, and other conversations don’t', async () => {
    const scene = await started(true)
    const begin = scene.base.clock.now()
    await pass(scene, scene.looking, 2)
    expect([textsOf(scene), textsOf(scene, 'C2')]).toEqual([['m1.'], ['other.']])
    await pass(scene, scene.looking, 2)
    expect(textsOf(scene)).toEqual(['m1.', 'm2.'])
    expect(scene.sought).toEqual([{ channel: 'C1', id: 'm1', since: begin - 5 * 60_000 }])
    await scene.say('m1', 'v2')
    await scene.looking.outbox.deliver()
    expect(textsOf(scene)).toEqual(['v2.', 'm2.'])
    expect(blocksOf(scene, 0)).not.toContain('May be')
    expect(scene.told).toEqual([])
  })

  test('lookup: what changed while it was looked for is shown once it is found', async () => {
    const scene = await started(true)
    await scene.looking.outbox.deliver()
    await scene.say('m1', 'v2')
    await pass(scene, scene.looking, 5)
    expect(textsOf(scene)).toEqual(['v2.', 'm2.'])
  })

  test('lookup: what never turns up within a minute is sent again in its place, and says so', async () => {
    const scene = await started(false)
    await pass(scene, scene.looking, 59)
    expect(textsOf(scene)).toEqual([])
    await pass(scene, scene.looking, 6)
    expect(textsOf(scene).map((text) => text?.split(' ')[0])).toEqual(['m1.', 'm2.'])
    expect(blocksOf(scene, -2)).toContain('May be a repeat')
    expect(scene.sought).toHaveLength(4)
    expect(scene.base.counted.filter(({ name }) => name === 'postsRepeated')).toHaveLength(1)
    expect(scene.told).toEqual([])
  })

  test('lookup: as long as Slack limits it or does not answer, it is asked again, for a day', async () => {
    const scene = await started(true, [{ how: 'limited', waitMs: 20_000 }, { how: 'unsaid' }, { how: 'absent' }])
    await pass(scene, scene.looking, 22)
    expect(scene.sought).toHaveLength(1)
    await pass(scene, scene.looking, 30)
    expect(textsOf(scene)).toEqual(['m1.', 'm2.'])
    expect(scene.told).toEqual([])

    const silent = await started(
      false,
      Array.from({ length: 100_000 }, () => ({ how: 'unsaid' }) as const),
    )
    for (let hour = 0; hour < 25; hour++) {
      await silent.looking.outbox.deliver()
      await silent.base.advance(60 * 60_000)
    }
    await silent.looking.outbox.deliver()
    expect(silent.told).toMatchObject([{ id: 'm1', why: 'unsure' }])
    expect(textsOf(silent).map((text) => text?.split(' ')[0])).toEqual(['m2.'])
  })

  test('lookup: if Slack refuses it, the post is given up and told, as without it', async () => {
    const scene = await started(true, [{ how: 'refused', why: 'missing_scope' }])
    await pass(scene, scene.looking, 5)
    expect(scene.told).toMatchObject([{ id: 'm1', why: 'unsure' }])
    expect(textsOf(scene)).toEqual(['m1.', 'm2.'])
    expect(scene.lines('outbox.lookup')).toMatchObject([{ fields: { word: 'missing_scope' } }])
  })

  test('lookup: what a process left that is gone is looked for by another; a reply in its thread', async () => {
    const scene = await startScene(engine)
    const { sought, delivery } = finder(scene.slack)
    const [one, other] = [await scene.replica({ delivery }), await scene.replica({ delivery })]
    await scene.say('parent', 'parent')
    await one.outbox.deliver()
    const ended = gate()
    scene.slack.plan = async (_, apply) => {
      const done = apply()
      await ended.opened
      return done
    }
    await scene.store.transaction((tx) =>
      say(
        tx,
        { id: 'm1', channel: 'C1', parent: 'parent', message: { tone: 'answer', title: 'm1' } },
        scene.base.clock.now(),
      ),
    )
    const dead = one.outbox.deliver()
    while (scene.slack.messages.length < 2) await new Promise((resolve) => setImmediate(resolve))
    scene.slack.plan = (_, apply) => apply()
    const sent = scene.base.clock.now()
    await pass(scene, other, 40)
    expect(sought).toEqual([{ channel: 'C1', thread: scene.slack.messages[0]?.ts, id: 'm1', since: sent - 5 * 60_000 }])
    expect(scene.slack.messages).toHaveLength(2)
    expect(await scene.post('m1')).toMatchObject({ ts: scene.slack.messages[1]?.ts, fate: 'open', unsure_at: null })
    ended.open()
    await dead
    expect(scene.told).toEqual([])
  })

  test('lookup: a proposal is found, too; in the direct messages of a person nothing can be looked for', async () => {
    const scene = await startScene(engine)
    const { sought, delivery } = finder(scene.slack, [{ how: 'absent' }])
    const replica = await scene.replica({ delivery })
    scene.slack.plan = unsureOnce(false)
    await scene.say('m1', 'm1', 'U1')
    await pass(scene, replica, 3)
    expect(sought).toEqual([])
    expect(blocksOf(scene)).toContain('May be a repeat')
    scene.slack.plan = unsureOnce(true)
    await scene.store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'p', channel: 'C1', proposal: 'P1' }, scene.base.clock.now())
    })
    await pass(scene, replica, 3)
    expect(sought).toMatchObject([{ id: 'p', channel: 'C1' }])
  })

  test('repeat: it is sent again and says so; a proposal is not', async () => {
    const scene = await startScene(engine)
    const replica = await scene.replica({ delivery: { how: 'repeat' } })
    scene.slack.plan = unsureOnce(true)
    await scene.say('m1', 'm1')
    await scene.say('m2', 'm2')
    await pass(scene, replica, 3)
    expect(textsOf(scene).map((text) => text?.split(' ')[0])).toEqual(['m1.', 'm1.', 'm2.'])
    expect([0, 1, 2].map((n) => blocksOf(scene, n).includes('May be a repeat'))).toEqual([false, true, false])
    scene.slack.plan = unsureOnce(true)
    await scene.store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'p', channel: 'C1', proposal: 'P1' }, scene.base.clock.now())
    })
    await pass(scene, replica, 3)
    expect(scene.slack.messages).toHaveLength(4)
    expect(scene.told).toMatchObject([{ id: 'p', why: 'unsure' }])
  })

  test('a post that is looked for when the setting is changed is given up and told', async () => {
    const scene = await started(true)
    await scene.looking.outbox.deliver()
    await pass(scene, scene, 5)
    expect(scene.told).toMatchObject([{ id: 'm1', why: 'unsure' }])
    expect(textsOf(scene)).toEqual(['m1.', 'm2.'])
  })
})

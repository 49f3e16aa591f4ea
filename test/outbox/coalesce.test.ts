import { expect, test } from 'vitest'
import type { PostResult } from '../../src/outbox/poster.ts'
import { type Gist, say } from '../../src/store/posts.ts'
import { postsWithin } from '../../src/store/summaries.ts'
import { mainlySqlite } from '../store/engines.ts'
import { startScene, titled } from './setup.ts'
import { gate, type Plan } from './slack.ts'

type Scene = Awaited<ReturnType<typeof startScene>>

/** Slack takes four at once and then one a second, each conversation for itself. */
const pacing = (): Plan => {
  const quiet = new Map<string, number>()
  return (call, apply) => {
    if (call.method === 'update') return apply()
    const from = Math.max(quiet.get(call.channel) ?? 0, call.at)
    if (from - call.at > 3_000) return { how: 'limited', waitMs: 1_000 }
    quiet.set(call.channel, from + 1_000)
    return apply()
  }
}

const gistOf = (id: string, more: Partial<Gist> = {}): Gist => ({
  on: 'rudder/prod',
  text: `ALERT rudder/prod: ${id}`,
  isOver: false,
  ...more,
})

/** Stores an alert, or what has become of it. */
const alert = ({ store, base }: Scene, id: string, more: Partial<Gist> = {}, parent?: string) => {
  const gist = gistOf(id, more)
  return store.transaction((tx) =>
    say(tx, { id, channel: 'C1', ...(parent && { parent }), message: titled(gist.text), gist }, base.clock.now()),
  )
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => `a${n}`)

const seconds = async ({ base, outbox }: Scene, many: number) => {
  for (let n = 0; n < many; n++) {
    await outbox.deliver()
    await base.advance(1_000)
  }
}

/** The ids of those that one message stands for. */
const within = async ({ store }: Scene, summary: string) => (await postsWithin(store.db, summary)).map(({ id }) => id)

/** The id of the post that stands for this one. */
const summaryOf = async ({ post }: Scene, id: string): Promise<string> => (await post(id)).summary ?? 'none'

const shownOf = ({ slack }: Scene, n = -1) => JSON.stringify(slack.messages.at(n)?.blocks)

mainlySqlite((engine) => {
  const limited = async (count: number): Promise<Scene> => {
    const scene = await startScene(engine)
    scene.slack.plan = pacing()
    for (const id of ids(count)) await alert(scene, id)
    return scene
  }

  test('alerts that Slack holds back share messages that name each of them, in order', async () => {
    const scene = await limited(100)
    await seconds(scene, 25)
    const posts = await Promise.all(ids(100).map((id) => scene.post(id)))
    const alone = posts.filter(({ summary }) => summary === null)
    const summaries = [...new Set(posts.flatMap(({ summary }) => summary ?? []))]
    expect(alone.length).toBeLessThan(20)
    expect(summaries.length).toBe(Math.ceil((100 - alone.length) / 40))
    expect(scene.slack.messages).toHaveLength(alone.length + summaries.length)
    const inside = await Promise.all(summaries.map((id) => within(scene, id)))
    expect([...alone.map(({ id }) => id), ...inside.flat()]).toEqual(ids(100))
    for (const [n, some] of inside.entries()) {
      const shown = shownOf(scene, alone.length + n)
      expect(shown).toContain(`${some.length} ALERTS rudder/prod: all are open`)
      for (const id of some) expect(shown).toContain(`"ALERT rudder/prod: ${id}"`)
    }
    expect(scene.base.counted.filter(({ name }) => name === 'postsCoalesced')).toHaveLength(100 - alone.length)
    expect(scene.told).toEqual([])
  })

  test('if that takes more than a minute, it says how late it is', async () => {
    const scene = await startScene(engine)
    const until = scene.base.clock.now() + 4 * 60_000
    scene.slack.plan = ({ at }, apply) => (at < until ? { how: 'limited', waitMs: until - at } : apply())
    for (const id of ids(20)) await alert(scene, id)
    await scene.outbox.deliver()
    await scene.base.advance(4 * 60_000)
    await scene.outbox.deliver()
    expect(scene.slack.messages).toHaveLength(1)
    expect(shownOf(scene)).toContain('20 ALERTS rudder/prod: all are open')
    expect(shownOf(scene)).toContain('LATE: sent 4 min late: Slack held me back.')
  })

  test('as many as share a message are shown in it, however long their lines are', async () => {
    const scene = await startScene(engine)
    scene.slack.plan = pacing()
    for (const id of ids(60)) await alert(scene, id, { text: `ALERT rudder/prod: ${id} ${'long '.repeat(60)}` })
    await seconds(scene, 15)
    const inside = await within(scene, await summaryOf(scene, 'a20'))
    expect(inside).toHaveLength(40)
    const shown = scene.slack.messages
      .map(({ blocks }) => JSON.stringify(blocks))
      .find((one) => one.includes('40 ALERTS'))
    for (const id of inside) expect(shown).toContain(`ALERT rudder/prod: ${id} long`)
  })

  test('a message for several says what has become of each', async () => {
    const scene = await limited(30)
    await seconds(scene, 15)
    const summary = await summaryOf(scene, 'a29')
    const inside = await within(scene, summary)
    await alert(scene, 'a29', { text: 'RESOLVED rudder/prod: a29', isOver: true })
    await seconds(scene, 2)
    expect(shownOf(scene)).toContain(`${inside.length} ALERTS rudder/prod: ${inside.length - 1} still open`)
    expect(shownOf(scene)).toContain('"RESOLVED rudder/prod: a29"')
    for (const id of inside) await alert(scene, id, { text: `RESOLVED rudder/prod: ${id}`, isOver: true })
    const calls = scene.slack.calls.length
    await seconds(scene, 2)
    expect(scene.slack.calls).toHaveLength(calls + 1)
    expect(shownOf(scene)).toContain(`OVER rudder/prod: all ${inside.length} alerts in this message have ended`)
    expect((await postsWithin(scene.store.db, summary)).every(({ gist }) => gist.isOver)).toBe(true)
  })

  test('it changes also after its text was deleted for its age', async () => {
    const scene = await limited(30)
    await seconds(scene, 15)
    const summary = await summaryOf(scene, 'a29')
    await scene.store.db.updateTable('posts').set({ message: null }).where('id', '=', summary).execute()
    await alert(scene, 'a29', { text: 'RESOLVED rudder/prod: a29', isOver: true })
    await seconds(scene, 2)
    expect(shownOf(scene)).toContain('"RESOLVED rudder/prod: a29"')
  })

  test('a silent reply to one of them is left out, and one that the channel sees is in its thread', async () => {
    const scene = await limited(30)
    const { store, base } = scene
    await seconds(scene, 15)
    const before = scene.slack.messages.length
    await store.transaction(async (tx) => {
      const now = base.clock.now()
      await say(tx, { id: 'better', channel: 'C1', parent: 'a29', message: titled('Better') }, now)
      const worse = { id: 'worse', channel: 'C1', parent: 'a29', broadcast: true } as const
      await say(tx, { ...worse, message: titled('WORSE rudder/prod: a29') }, now)
      await say(tx, { id: 'other', channel: 'C1', parent: 'a1', message: titled('to a1') }, now)
    })
    await seconds(scene, 8)
    const news = scene.slack.messages.slice(before)
    const summary = await scene.post(await summaryOf(scene, 'a29'))
    expect(news.map(({ texts, thread, broadcast }) => [texts[0], thread, broadcast])).toEqual([
      ['WORSE rudder/prod: a29.', summary.ts, true],
      ['to a1.', (await scene.post('a1')).ts, undefined],
    ])
    expect((await within(scene, summary.id)).includes('better')).toBe(false)
    expect(scene.told).toEqual([])
  })

  test('those in a thread share a message there; those that ping another group, and what is no alert, do not', async () => {
    const scene = await startScene(engine)
    scene.slack.plan = pacing()
    await scene.say('storm', 'STORM')
    for (const id of ids(20)) await alert(scene, id, {}, 'storm')
    for (const n of [1, 2, 3]) await alert(scene, `p${n}`, { ping: 'S01LINUX' })
    await scene.say('answer', 'answer')
    for (const n of [1, 2]) await alert(scene, `q${n}`, { ping: 'S02LINUX' })
    await seconds(scene, 25)
    const storm = scene.slack.messages[0]
    const { slack } = scene
    const first = slack.messages.findIndex(({ blocks }) => JSON.stringify(blocks).includes('ALERTS'))
    expect(slack.messages[first]?.thread).toBe(storm?.ts)
    expect(slack.messages.slice(first + 1).map(({ texts, thread }) => [texts[0]?.split(':')[0], thread])).toEqual([
      ['3 ALERTS rudder/prod', undefined],
      ['answer.', undefined],
      ['ALERT rudder/prod', undefined],
      ['ALERT rudder/prod', undefined],
    ])
    expect(JSON.stringify(slack.messages[first + 1]?.blocks)).toContain('"S01LINUX"')
    expect(shownOf(scene)).not.toContain('S01LINUX')
  })

  test('nothing is put together while Slack takes everything, or while it is Slack itself that does not answer', async () => {
    const scene = await startScene(engine)
    for (const id of ids(20)) await alert(scene, id)
    await scene.base.advance(60_000)
    scene.slack.plan = () => ({ how: 'unsent' })
    await scene.outbox.deliver()
    scene.slack.plan = (_, apply) => apply()
    await scene.settle()
    expect(scene.slack.messages).toHaveLength(20)
    expect(shownOf(scene)).toContain('LATE')
  })

  test('two replicas put each alert into one message at most', async () => {
    const scene = await limited(100)
    const other = await scene.replica()
    for (let n = 0; n < 25; n++) {
      await Promise.all([scene.outbox.deliver(), other.outbox.deliver()])
      await scene.base.advance(1_000)
    }
    const shown = scene.slack.messages.map(({ blocks }) => JSON.stringify(blocks))
    for (const id of ids(100)) {
      const found = shown.filter((one) => new RegExp(`rudder/prod: ${id}\\b`).test(one))
      expect(found, id).toHaveLength(1)
    }
  })

  /** Delivers until a message for several is sent, whose call ends with `fate`. */
  const untilSent = async (scene: Scene, fate: Promise<PostResult>) => {
    const { slack, outbox, base } = scene
    const reached = gate()
    const { plan } = slack
    slack.plan = (call, apply) => {
      const done = plan(call, apply)
      if (!JSON.stringify(call.blocks).includes('ALERTS')) return done
      slack.plan = plan
      reached.open()
      return fate
    }
    let isReached = false
    void reached.opened.then(() => {
      isReached = true
    })
    for (;;) {
      const delivering = outbox.deliver()
      await Promise.race([delivering, reached.opened])
      if (isReached) return { delivering }
      await base.advance(1_000)
    }
  }
  const copies = ({ slack }: Scene) =>
    slack.messages
      .map(({ blocks }) => JSON.stringify(blocks))
      .filter((one) => one.includes('ALERTS'))
      .map((one) => one.includes('May be a repeat'))

  test('a message for several is sent again if nobody knows whether it arrived, and says so for good', async () => {
    const scene = await limited(30)
    await (await untilSent(scene, Promise.resolve({ how: 'unsure' }))).delivering
    await seconds(scene, 5)
    expect(copies(scene)).toEqual([false, true])
    await alert(scene, 'a29', { text: 'RESOLVED rudder/prod: a29', isOver: true })
    await seconds(scene, 1)
    expect(shownOf(scene)).toContain('"RESOLVED rudder/prod: a29"')
    expect(copies(scene)).toEqual([false, true])
    expect(scene.told).toEqual([])
  })

  test('so it is if the process that sent it is gone', async () => {
    const scene = await limited(30)
    const [other, ended] = [await scene.replica(), gate<PostResult>()]
    const { delivering } = await untilSent(scene, ended.opened)
    for (let n = 0; n < 60; n++) {
      await scene.base.advance(1_000)
      await other.outbox.deliver()
    }
    expect(copies(scene)).toEqual([false, true])
    ended.open({ how: 'unsure' })
    await delivering
    await seconds(scene, 5)
    expect(copies(scene)).toEqual([false, true])
    expect(scene.told).toEqual([])
  })
})

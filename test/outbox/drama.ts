import { setTimeout as pause } from 'node:timers/promises'
import { type FindResult, mayBeTwice, type Sought } from '../../src/outbox/delivery.ts'
import { createOutbox, type Outbox } from '../../src/outbox/outbox.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import type { Store } from '../../src/store/db.ts'
import { adopt, type Post, postOf, say, touchProposal } from '../../src/store/posts.ts'
import { getProposal, insertProposal } from '../../src/store/proposals.ts'
import type { OutboxFaultPoint, World } from '../../src/world.ts'
import { proposalRow } from '../store/proposal-row.ts'
import { testWorld } from '../world.ts'
import { asleep, type Fate, type Play, type Step } from './plays.ts'
import { isRestless, titled } from './setup.ts'
import { gate, memorySlack } from './slack.ts'

const channels = ['C1', 'C1', 'C1', 'C2', 'U3']
const idOf = (n: number) => `post${n}`
/** The first of these posts show proposals, once they are proved. */
const proposals = ['P0', 'P1']

/** One process: what it is stopped by, and its outbox, which a kill replaces. */
interface Actor {
  outbox: Outbox
  /** Ends its life in the middle of whatever it does; what has left lands all the same. */
  kill: () => void
  isGone: () => boolean
  stopAt: OutboxFaultPoint | undefined
  resume: () => void
}

/** Plays it to the end and on until all is quiet; gives everything that can be seen then. */
export const perform = async (
  stores: readonly [Store, Store],
  { skews, steps, ...play }: Play,
  how: 'once' | 'lookup' = 'once',
) => {
  const base = testWorld()
  const slack = memorySlack()
  const told: string[] = []
  const newest = new Map<string, string>()
  const posting = new Map<string, number>()
  const broken: string[] = []
  let version = 0
  const slow = [...play.words]
  const fates = { post: [...play.posts], update: [...play.edits] }
  let calm = false

  slack.plan = async (call, apply) => {
    const fate: Fate = (calm ? undefined : fates[call.method].shift()) ?? { how: 'ok', after: 0 }
    const isPost = call.method === 'post'
    const key = `${call.method} ${call.channel}`
    if (isPost && (posting.get(key) ?? 0) > 0) broken.push(`two posts at once in ${call.channel}`)
    posting.set(key, (posting.get(key) ?? 0) + 1)
    if (fate.how === 'unsure')
      for (const at of isPost ? fate.lands.slice(0, 1) : fate.lands) void base.clock.sleep(at).then(apply)
    const done = fate.how === 'ok' && fate.after === 300 ? apply() : undefined
    await base.clock.sleep(fate.after)
    posting.set(key, (posting.get(key) ?? 0) - 1)
    if (fate.how === 'ok') return done ?? apply()
    if (fate.how === 'limited') return { how: 'limited', waitMs: fate.waitMs }
    return fate.how === 'internal_error' ? { how: 'refused', why: 'internal_error' } : { how: fate.how }
  }

  const start = (n: number): Actor => {
    let isAlive = true
    const never = <T>() => new Promise<T>(() => {})
    const alive = <T>(value: T): T | Promise<T> => (isAlive ? value : never<T>())
    // The next play has the same database: nothing of a process that is gone may reach it.
    const store: Store = {
      ...(stores[n] as Store),
      transaction: (work) => (isAlive ? (stores[n] as Store).transaction(work) : never()),
      get db() {
        if (!isAlive) throw new Error('this process is gone')
        return (stores[n] as Store).db
      },
    }
    const self: Actor = {} as Actor
    const clock = { now: () => base.clock.now() + (skews[n] ?? 0), sleep: base.clock.sleep }
    const at = async (point: string) => {
      await alive(point)
      if (self.stopAt !== point) return
      self.stopAt = undefined
      const [stop, others] = [gate(), self.resume]
      self.resume = () => {
        others()
        stop.open()
      }
      await stop.opened
      await alive(point)
    }
    const error: World['log']['error'] = (...line) => {
      if (isAlive) base.log.error(...line)
    }
    const world: World = { ...base, clock, faults: { at }, log: { ...base.log, error } }
    const poster = slack.poster(world)
    /** A message is found by the first word that it ever showed. */
    const find = async ({ id }: Sought): Promise<FindResult> => {
      await alive(undefined)
      const there = slack.messages.find(({ texts }) => texts[0]?.startsWith(`${id} `))
      return there ? { how: 'found', channel: there.channel, ts: there.ts } : { how: 'absent' }
    }
    const outbox = createOutbox({
      delivery: how === 'lookup' ? { how, find } : { how },
      draw: toBlocks,
      store,
      world,
      replica: `replica${n}`,
      poster: {
        post: async (place, message) => alive(await poster.post(place, message, '')),
        update: async (message, to) => alive(await poster.update(message, to)),
      },
      present: async (id) => {
        const words = (await getProposal(store.db, id))?.reason ?? 'vanished'
        await base.clock.sleep(calm ? 0 : (slow.shift() ?? 0))
        return titled(words)
      },
      onLost: async ({ id }, why) => void told.push(`${id} ${why}`),
    })
    const kill = () => {
      isAlive = false
    }
    const isGone = () => !isAlive
    return Object.assign(self, { outbox, kill, isGone, stopAt: undefined, resume: () => {} })
  }
  const actors = [start(0), start(1)]

  const [store] = stores
  const now = () => base.clock.now()
  const title = (n: number) => {
    version += 1
    return `${idOf(n)} v${version}`
  }
  const all = <T>(some: readonly T[], work: (one: T) => Promise<unknown>) => Promise.all(some.map(work))
  await store.transaction((tx) => all(proposals, (id) => insertProposal(tx, proposalRow(id, { reason: id }))))

  const sayIt = async (n: number, proves: boolean) => {
    const [id, channel, words] = [idOf(n), channels[n] ?? '', title(n)]
    const proposal = proves ? proposals[n] : undefined
    await store.transaction(async (tx) => {
      if (proposal) await tx.updateTable('proposals').set({ reason: words }).where('id', '=', proposal).execute()
      if (proposal) await touchProposal(tx, proposal)
      await say(tx, { id, channel, ...(proposal ? { proposal } : { message: titled(words) }) }, now())
    })
    // A message never takes the place of a proposal.
    if (proposal || (await postOf(store.db, id))?.proposal === null) newest.set(id, words)
  }
  const change = async (n: number) => {
    const [proposal = '', words] = [proposals[n], title(n)]
    const shows = (await postOf(store.db, idOf(n)))?.proposal === proposal
    await store.transaction(async (tx) => {
      await tx.updateTable('proposals').set({ reason: words }).where('id', '=', proposal).execute()
      await touchProposal(tx, proposal)
    })
    if (shows) newest.set(idOf(n), words)
  }
  const deliver = ({ outbox, isGone }: Actor) =>
    void outbox.deliver().catch((error: unknown) => !isGone() && broken.push(String(error)))
  const act = async (step: Step): Promise<unknown> => {
    if ('post' in step) return sayIt(step.post, step.does === 'prove')
    if (step.does === 'change') return change(step.proposal)
    if (step.does === 'wait') return base.advance(step.ms)
    const actor = actors[step.replica] as Actor
    if (step.does === 'deliver') return deliver(actor)
    if (step.does === 'resume') return actor.resume()
    if (step.does === 'stop') actor.stopAt = step.point
    if (step.does === 'kill') {
      actor.kill()
      actors[step.replica] = start(step.replica)
    }
    return undefined
  }
  for (const one of steps) {
    await act(one)
    await base.advance(0)
  }

  const settle = async () => {
    const delivered: Promise<void>[] = []
    // So many that a machine that does little in each gets there, too; a play that never comes to rest still ends.
    for (let n = 0; n < 400 && (await isRestless(store)); n++) {
      delivered.push(...actors.map(({ outbox }) => outbox.deliver()))
      // A database of its own needs real time, and more of it on a busy machine; what waits for the clock is not waited for.
      await Promise.race([Promise.all(delivered), pause(20)])
      await base.advance(12_000)
    }
    await base.advance(asleep)
    await Promise.all(delivered)
  }
  calm = true
  for (const actor of actors) {
    actor.stopAt = undefined
    actor.resume()
  }
  await settle()
  const posts = await store.db.selectFrom('posts').selectAll().orderBy('seq').execute()
  const lost = posts.filter(({ fate }) => fate !== 'open')
  // Somebody presses a button of each message that turned up.
  for (const { id, channel } of lost) {
    const there = slack.messages.find(({ texts }) => texts[0]?.startsWith(`${id} `))
    if (!there) continue
    await store.transaction((tx) => adopt(tx, id, there, now()))
    if (there.channel !== channel && !channel.startsWith('U')) broken.push('adopted elsewhere')
  }
  await settle()
  for (const actor of actors) actor.kill()
  return {
    slack,
    told,
    newest,
    broken,
    lines: base.lines,
    posts: await store.db.selectFrom('posts').selectAll().orderBy('seq').execute(),
    lost,
  }
}

export type Performed = Awaited<ReturnType<typeof perform>>

/** Everything that is not as it has to be. */
export const wrongIn = ({ slack, told, newest, broken, posts, lost, lines }: Performed): readonly string[] => {
  const wrong = [...broken]
  for (const line of lines)
    if (line.event === 'outbox' || line.event === 'outbox.render') wrong.push(`logged ${line.event}: ${line.error}`)
  const of = ({ id }: Post) => slack.messages.filter(({ texts }) => texts[0]?.startsWith(`${id} `))
  for (const one of posts) {
    const there = of(one)
    if (there.length > 1 && !mayBeTwice(one)) wrong.push(`${one.id} was posted ${there.length} times`)
    const shows = there.find(({ ts }) => ts === one.ts)?.texts.at(-1)
    if (one.fate === 'open' && one.ts === null) wrong.push(`${one.id} is still to be posted`)
    if (one.fate === 'lost') wrong.push(`${one.id} is lost`)
    if (one.fate === 'open' && shows !== `${newest.get(one.id)}.`)
      wrong.push(`${one.id} shows ${shows} and not ${newest.get(one.id)}`)
    if (one.fate === 'unsure' && there.length > 0) wrong.push(`${one.id} turned up and is not known`)
    if (one.held_by !== null || one.untold !== null) wrong.push(`${one.id} is not at rest`)
  }
  for (const { id } of lost) if (!told.includes(`${id} unsure`)) wrong.push(`${id} was never told`)
  for (const channel of new Set(channels)) {
    const called = slack.calls.filter((call) => call.method === 'post' && call.channel === channel)
    const seqs = called.map(({ text }) => posts.find(({ id }) => text.startsWith(`${id} `))?.seq ?? 0)
    if (seqs.some((seq, n) => seq < (seqs[n - 1] ?? 0))) wrong.push(`${channel} is out of order: ${seqs}`)
  }
  return wrong
}

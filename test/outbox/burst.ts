import { startLocalSlack } from 'local-slack'
import { onTestFinished } from 'vitest'
import type { Delivery } from '../../src/outbox/delivery.ts'
import { createOutbox } from '../../src/outbox/outbox.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { createCall } from '../../src/slack/call.ts'
import { createFind } from '../../src/slack/find-post.ts'
import { createMemberships } from '../../src/slack/membership.ts'
import { createNetwork, type Network } from '../../src/slack/network.ts'
import { createPoster } from '../../src/slack/post.ts'
import { scopesWith } from '../../src/slack/scopes.ts'
import type { Store } from '../../src/store/db.ts'
import { createTransactionMark } from '../../src/store/mark.ts'
import { say } from '../../src/store/posts.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { World } from '../../src/world.ts'
import type { Engine } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { titled } from './setup.ts'

/** How long a call may take by the clock of the test, as in `src/slack/call.ts` by the real one. */
const limitMs = 10_000
/** Longer than that: nobody waits for the answer any more. */
export const tooLongMs = 15_000

const never = <T>() => new Promise<T>(() => {})
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export interface BurstOptions {
  /** How many channels. */
  readonly many: number
  readonly delivery: Delivery['how']
  /** Whether alerts may share a message. */
  readonly isTogether: boolean
}

/** A local Slack with its own limits, one database, and processes that deliver from it over HTTP, all on one clock. */
export const startBurst = async (
  { fresh }: Pick<Engine, 'fresh'>,
  { many, delivery: how, isTogether }: BurstOptions,
) => {
  const base = testWorld()
  const database = await fresh()
  const names = Array.from({ length: many }, (_, n) => `alerts-${n}`)
  const calls = { underWay: 0, waiting: 0, moves: 0 }
  const slack = await startLocalSlack({
    now: base.clock.now,
    wait: async (ms, signal) => {
      const isLong = ms >= limitMs
      if (isLong) calls.waiting += 1
      await base.clock.sleep(ms, signal).finally(() => {
        if (isLong) calls.waiting -= 1
      })
    },
    channels: names,
    commands: [],
    scopes: scopesWith(how === 'lookup').map(({ scope }) => scope),
    limitsPosts: true,
    limitsReads: true,
    historyLagMs: 1_500,
  })
  onTestFinished(() => slack.close())
  const told: string[] = []

  /** A network on which a call ends after a time of the test's clock. */
  const network = (): Network => {
    const real = createNetwork(() => ({}))
    onTestFinished(() => real.close())
    return {
      ...real,
      fetch: async (input, init) => {
        calls.underWay += 1
        calls.moves += 1
        const [late, over] = [new AbortController(), new AbortController()]
        base.clock.sleep(limitMs, over.signal).then(
          () => late.abort(new DOMException('took too long', 'TimeoutError')),
          () => {},
        )
        const given = init?.signal ? [init.signal, late.signal] : [late.signal]
        try {
          return await real.fetch(input, { ...init, signal: AbortSignal.any(given) })
        } finally {
          over.abort()
          calls.underWay -= 1
          calls.moves += 1
        }
      },
    }
  }

  /** One process; `kill` ends it in the middle of whatever it does: what it sent is on its way, and it records nothing more. */
  const start = async (replica: string) => {
    let isAlive = true
    let delivering: Promise<void> | undefined
    const hooks = { sent: () => {} }
    const at: World['faults']['at'] = async (point) => {
      if (point === 'post:sent') hooks.sent()
      if (!isAlive) await never()
    }
    const world: World = { ...base, transaction: createTransactionMark(), faults: { at } }
    const own = await database.open(world)
    const store: Store = {
      ...own,
      transaction: (work) => (isAlive ? own.transaction(work) : never()),
      get db() {
        if (!isAlive) throw new Error('this process is gone')
        return own.db
      },
    }
    const call = createCall(
      { token: new Secret(() => slack.botToken), apiUrl: slack.apiUrl, network: network() },
      world,
    )
    const find = createFind(call, () => slack.ids.bot)
    const outbox = createOutbox({
      draw: toBlocks,
      store,
      world,
      replica,
      poster: createPoster(call, createMemberships({ call, clock: world.clock }, []), how === 'lookup'),
      delivery: how === 'lookup' ? { how, find } : { how },
      present: async () => titled(''),
      onLost: async ({ id }) => void told.push(id),
    })
    const deliver = (): Promise<void> => {
      delivering ??= outbox
        .deliver()
        .catch((error: unknown) => {
          if (isAlive) throw error
        })
        .finally(() => {
          delivering = undefined
        })
      return isAlive ? delivering : Promise.resolve()
    }
    const kill = () => {
      isAlive = false
    }
    return { hooks, kill, deliver, isAlive: () => isAlive }
  }

  /** Nothing is left under way but calls that Slack lets wait. */
  const isStuck = async () => {
    for (;;) {
      const { moves } = calls
      await pause(100)
      if (calls.moves === moves && calls.underWay > 0 && calls.underWay <= calls.waiting) return
    }
  }

  const store = await database.open()
  const place = (n: number) => slack.channels[names[n % many] ?? ''] ?? ''
  return {
    base,
    slack,
    store,
    told,
    start,
    channels: names.map((_, n) => place(n)),
    /** So many alerts at once, dealt to the channels in turn; their ids are their titles. */
    alert: async (count: number) => {
      const ids = Array.from({ length: count }, (_, n) => `a${n}`)
      const now = base.clock.now()
      await store.transaction(async (tx) => {
        for (const [n, id] of ids.entries()) {
          const gist = isTogether && { gist: { on: 'rudder/prod', text: id, isOver: false } }
          await say(tx, { id, channel: place(n), message: titled(id), ...gist }, now)
        }
      })
      return ids
    },
    /** Everybody delivers until nothing more can be done at this moment; then a second passes. */
    second: async (...processes: readonly Awaited<ReturnType<typeof start>>[]) => {
      const all = Promise.all(processes.map((one) => one.deliver()))
      const killed = async () => {
        while (processes.every((one) => one.isAlive())) await pause(20)
      }
      await Promise.race([all, isStuck(), ...(processes.length > 1 ? [killed()] : [])])
      await base.advance(1_000)
    },
    /** What stands in a channel, oldest first: its `ts`, the alerts that it names, and whether it says that it may be a repeat. */
    shown: (n: number) =>
      slack.seen(names[n] ?? '').map(({ ts, blocks = [] }) => {
        const text = JSON.stringify(blocks.map(({ block_id: _, ...block }) => block))
        return { ts, ids: text.match(/\ba\d+\b/g) ?? [], isRepeat: text.includes('May be a repeat') }
      }),
  }
}

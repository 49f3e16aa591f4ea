import { startLocalSlack } from 'local-slack'
import { onTestFinished } from 'vitest'
import { createOutbox } from '../../src/outbox/outbox.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { createCall } from '../../src/slack/call.ts'
import { createMemberships } from '../../src/slack/membership.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { createPoster } from '../../src/slack/post.ts'
import { botScopes } from '../../src/slack/scopes.ts'
import type { Store } from '../../src/store/db.ts'
import { createTransactionMark } from '../../src/store/mark.ts'
import { say } from '../../src/store/posts.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { World } from '../../src/world.ts'
import type { Engine } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { titled } from './setup.ts'

const never = <T>() => new Promise<T>(() => {})

/** A local Slack with its own limits and so many channels, one database, and processes that deliver from it over HTTP. */
export const startBurst = async ({ fresh }: Pick<Engine, 'fresh'>, many: number) => {
  const base = testWorld()
  const database = await fresh()
  const names = Array.from({ length: many }, (_, n) => `alerts-${n}`)
  const slack = await startLocalSlack({
    now: base.clock.now,
    wait: (ms, signal) => base.clock.sleep(ms, signal),
    channels: names,
    commands: [],
    scopes: botScopes.map(({ scope }) => scope),
    limitsPosts: true,
  })
  onTestFinished(() => slack.close())
  const told: string[] = []

  /** One process; `kill` ends it in the middle of whatever it does: what it sent is on its way, and it records nothing more. */
  const start = async (replica: string) => {
    let isAlive = true
    const death = Promise.withResolvers<void>()
    const at: World['faults']['at'] = async (point) => {
      if (point === 'post:sent') hooks.sent()
      if (!isAlive) await never()
    }
    const hooks = { sent: () => {} }
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
    const network = createNetwork(() => ({}))
    onTestFinished(() => network.close())
    const call = createCall({ token: new Secret(() => slack.botToken), apiUrl: slack.apiUrl, network }, world)
    const outbox = createOutbox({
      draw: toBlocks,
      store,
      world,
      replica,
      poster: createPoster(call, createMemberships({ call, clock: world.clock }, [])),
      present: async () => titled(''),
      onLost: async ({ id }) => void told.push(id),
    })
    return {
      hooks,
      isAlive: () => isAlive,
      kill: () => {
        isAlive = false
        death.resolve()
      },
      deliver: () => Promise.race([death.promise, outbox.deliver()]),
    }
  }

  const store = await database.open()
  return {
    base,
    slack,
    store,
    told,
    start,
    channels: names.map((name) => slack.channels[name] ?? ''),
    /** So many alerts at once, dealt to the channels in turn; their ids are their titles. */
    alert: async (count: number) => {
      const ids = Array.from({ length: count }, (_, n) => `a${n}`)
      const now = base.clock.now()
      await store.transaction(async (tx) => {
        for (const [n, id] of ids.entries())
          await say(tx, { id, channel: slack.channels[names[n % many] ?? ''] ?? '', message: titled(id) }, now)
      })
      return ids
    },
    /** What stands in a channel, oldest first. */
    shown: (n: number) => slack.seen(names[n] ?? '').map(({ text }) => text.replace(/\.? .*$|\.$/su, '')),
  }
}

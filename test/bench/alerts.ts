import { openStore } from '../../src/store/db.ts'
import { say } from '../../src/store/posts.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { Server } from '../store/server.ts'
import { testWorld } from '../world.ts'
import { auditKey, startBot } from './bot.ts'
import { freshDatabase, until } from './crowd.ts'
import { type Figure, figureOf, quantile } from './figure.ts'
import { preciseNow, startTown } from './town.ts'

/** What a conversation takes at once; after that, one message a second (Slack's limit, as the local one has it). */
const burst = 4
const everyMs = 1_000
const channels = ['alerts-0', 'alerts-1', 'alerts-2', 'alerts-3', 'alerts-4']

/** The alerts that the messages of a call name, by their titles. */
const named = (args: Readonly<Record<string, unknown>>): readonly string[] =>
  JSON.stringify(args.blocks).match(/\bALERT \d+/g) ?? []

/** So many alerts in each of five channels at once: how long until each is named in Slack, where they may share a message. */
export const alertFlood = async (server: Server, each: number): Promise<readonly Figure[]> => {
  const town = await startTown({ limitsPosts: true, channels })
  const database = await freshDatabase(server)
  const bot = await startBot(town, { name: 'alerts', databaseUrl: database.url })
  const store = await openStore({ url: () => database.url, world: testWorld(), auditKey: new Secret(() => auditKey) })
  try {
    const since = preciseNow()
    await store.transaction(async (tx) => {
      for (let n = 0; n < each * channels.length; n++) {
        const [text, name] = [`ALERT ${n}`, channels[n % channels.length] ?? '']
        const message = { tone: 'answer', title: text }
        const gist = { on: 'rudder/prod', text, isOver: false }
        await say(tx, { id: `alert-${n}`, channel: town.slack.channels[name] ?? '', message, gist }, Math.floor(since))
      }
    })
    const taken = () =>
      town.slack.calls.filter(({ method, answered }) => method === 'chat.postMessage' && answered === 'ok')
    await until('all alerts named', () => taken().flatMap(({ args }) => named(args)).length >= each * channels.length)
    const lags = taken().flatMap(({ at, args }) => named(args).map(() => at - since))
    const alone = Array.from({ length: each }, (_, n) => Math.max(0, n - burst + 1) * everyMs)
    const all = (lags: readonly number[]) => (each * channels.length) / (Math.max(...lags) / 1000)
    const late = (name: string, share: number) =>
      figureOf(
        { name: `lag of ${each} alerts in each channel, ${name}`, unit: 'ms', yardstick: 'a message for each' },
        [{ ours: quantile(lags, share), yardstick: quantile(alone, share) }],
      )
    return [
      figureOf({ name: `alerts, ${each} in each channel`, unit: '/s', yardstick: 'a message for each' }, [
        { ours: all(lags), yardstick: all(alone) },
      ]),
      late('median', 0.5),
      late('p99', 0.99),
    ]
  } finally {
    await store.close()
    await bot.stop()
    await database.close()
    await town.close()
  }
}

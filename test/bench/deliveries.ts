import { durable, type Server, startServer } from '../store/server.ts'
import { alertFlood } from './alerts.ts'
import { type Bot, startBot } from './bot.ts'
import { eachOf, freshDatabase, rounds, until } from './crowd.ts'
import { type Figure, figureOf, quantile, type Round } from './figure.ts'
import type { Part } from './part.ts'
import { preciseNow, startTown, type Town } from './town.ts'

/** What a conversation takes at once; after that, one message a second (Slack's limit, as the local one has it). */
const burst = 4
const everyMs = 1_000

/** Where people ask: two channels and three direct conversations. */
const places = (town: Town) => [
  ...(['ana', 'marc'] as const).map((who, n) => ({ who, channel: ['ops', 'staging'][n] ?? '' })),
  ...['ana', 'marc', 'rita'].map((who) => ({ who, channel: town.slack.direct(who) })),
]

/** One flood: so many lines in each conversation at once, and when each answer was taken. */
const flood = async (town: Town, bots: readonly Bot[], each: number) => {
  const { slack } = town
  const turn = rounds(town, bots)
  const before = slack.calls.length
  const all = places(town)
  const since = preciseNow()
  await eachOf(
    Array.from({ length: each * all.length }, (_, n) => all[n % all.length]),
    10,
    async (place) => {
      turn()
      await slack.type(place?.who ?? '', place?.channel ?? '', '/rudder rules ssh')
    },
  )
  const taken = () =>
    slack.calls.slice(before).filter(({ method, answered }) => method === 'chat.postMessage' && answered === 'ok')
  await until('all answers taken', () => taken().length >= each * all.length)
  const conversations = Map.groupBy(taken(), ({ args }) => args.channel)
  const lags = [...conversations.values()].flatMap((posts) =>
    posts.map(({ at }, n) => at - since - Math.max(0, n - burst + 1) * everyMs),
  )
  const tookMs = Math.max(...taken().map(({ at }) => at)) - since
  return { lags, perSecond: (each * all.length) / (tookMs / 1000) }
}

/** Messages a second, and how late each is against a sender that wastes nothing of what Slack allows. */
export const deliveries: Part = async ({ quick }) => {
  const [each, times] = quick ? [6, 1] : [14, 3]
  const server = await startServer(durable)
  try {
    return [
      ...(await measured('SQLite', 1, { each, times })),
      ...(await measured('PostgreSQL', 1, { each, times, server })),
      ...(await measured('PostgreSQL', 2, { each, times, server })),
      ...(await alertFlood(server, quick ? 50 : 500)),
    ]
  } finally {
    await server.stop()
  }
}

const measured = async (
  engine: string,
  replicas: number,
  { each, times, server }: { readonly each: number; readonly times: number; readonly server?: Server },
): Promise<Figure[]> => {
  const town = await startTown({ limitsPosts: true })
  const database = server && (await freshDatabase(server))
  const bots: Bot[] = []
  try {
    for (let n = 0; n < replicas; n++) {
      bots.push(await startBot(town, { name: `bot-${n}`, ...(database && { databaseUrl: database.url }) }))
    }
    const rate: Round[] = []
    const lags: number[][] = []
    for (let n = 0; n < times; n++) {
      const flooded = await flood(town, bots, each)
      // A perfect sender has everything at once: the last message of each conversation goes when Slack allows it.
      const perfect = (each * places(town).length) / Math.max(0.001, (each - burst) * (everyMs / 1000))
      rate.push({ ours: flooded.perSecond, yardstick: perfect })
      lags.push(flooded.lags)
      await new Promise((resolve) => setTimeout(resolve, (burst + 1) * everyMs))
    }
    const what = `${engine}, ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`
    const late = (name: string, share: number) =>
      figureOf(
        { name: `lag of deliveries, ${name}, ${what}`, unit: 'ms', yardstick: 'one message’s turn' },
        lags.map((one) => ({ ours: quantile(one, share), yardstick: everyMs })),
      )
    return [
      figureOf({ name: `deliveries, ${what}`, unit: '/s', yardstick: 'all that Slack allows' }, rate),
      late('median', 0.5),
      late('p99', 0.99),
    ]
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await database?.close()
    await town.close()
  }
}

import { setTimeout } from 'node:timers/promises'
import { commandsFolder, createApp, settingsNames } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { readConfig } from '../../src/config.ts'
import type { Context } from '../../src/run/context.ts'
import { auditKey } from '../bench/bot.ts'
import { freshDatabase } from '../bench/crowd.ts'
import { startTown, type Town } from '../bench/town.ts'
import { durable, startServer } from '../store/server.ts'
import { checkAnswers } from './answers.ts'
import { createChance } from './chance.ts'
import { addSoakRules, work } from './people.ts'
import { type Replicas, startReplicas } from './replicas.ts'
import { checkShown, unfinished } from './shown.ts'
import { checkLogs, checkSteady } from './steady.ts'
import type { Verdict } from './verdict.ts'
import { rage, troublesOf } from './weather.ts'
import { checkChain, checkWrites } from './writes.ts'

/** How a soak goes. */
export interface SoakOptions {
  readonly minutes: number
  readonly seed: number
  readonly perSecond: number
  /** Told how it goes. */
  readonly say: (line: string) => void
}

/** What came of it. */
export interface Soaked {
  readonly verdicts: readonly Verdict[]
  /** What was done, and what was measured and has no bound. */
  readonly notes: readonly string[]
}

/** How long all may take to come to rest: claims and runs of the dead are leased for two minutes. */
const restMs = 300_000
const sampleMs = 5_000

/** Two replicas, people at work, and all that can go wrong; then quiet, and a look at what is left. */
export const soak = async (options: SoakOptions): Promise<Soaked> => {
  const server = await startServer(durable)
  const town = await startTown({ nodes: 110, limitsPosts: true, retryMs: [0, 2_000, 10_000] })
  let replicas: Replicas | undefined
  try {
    addSoakRules(town)
    const database = await freshDatabase(server)
    await database.close()
    replicas = await startReplicas(town, database.url, performance.now())
    const done = await storm(options, { town, server, replicas })
    const app = await reader(town, database.url)
    try {
      await rest(app.context, replicas, options.say)
      const { store } = app.context
      const proposals = await store.db.selectFrom('proposals').selectAll().execute()
      const verdicts = [
        await checkAnswers(town, app.context, replicas.kills),
        checkWrites(town, proposals),
        await checkShown(town, app.context),
        await checkChain(app.context),
        ...(replicas.seats[0] ? checkSteady(replicas.seats[0]) : []),
        checkLogs(replicas),
      ]
      return { verdicts, notes: [...done, delays(replicas)] }
    } finally {
      await app.close()
    }
  } finally {
    await replicas?.close()
    await town.close()
    await server.stop()
  }
}

type Parts = Parameters<typeof troublesOf>[0]

const storm = async ({ minutes, seed, perSecond, say }: SoakOptions, parts: Parts): Promise<string[]> => {
  const { town, replicas } = parts
  const chance = createChance(seed)
  const ending = new AbortController()
  const { signal } = ending
  const troubles = troublesOf(parts)
  // Each of them happens in a minute's soak too.
  const quietMs = Math.min(6_000, Math.max(0, (minutes * 60_000) / troubles.length - 4_000))
  const troubled = rage(troubles, { chance: createChance(seed + 1), signal, quietMs })
  const worked = work(town, { turn: replicas.turn, chance, signal, perSecond })
  const until = performance.now() + minutes * 60_000
  for (let looked = 1; performance.now() < until; looked++) {
    await setTimeout(Math.min(sampleMs, Math.max(0, until - performance.now())))
    await replicas.sample(looked % 3 === 0)
    if (looked % 12 === 0) say(`${looked / 12} min, ${town.slack.deliveries.length} deliveries`)
  }
  ending.abort()
  const [happened, deeds] = await Promise.all([troubled, worked])
  const counts = [...Map.groupBy(happened, (name) => name)].map(([name, some]) => `${name} ×${some.length}`)
  return [`${deeds} deeds; ${happened.length} troubles: ${counts.sort().join(', ')}`]
}

/** Waits until nothing is left to do; what then still is will be found by the checks. */
const rest = async (context: Context, replicas: Replicas, say: (line: string) => void): Promise<void> => {
  const until = performance.now() + restMs
  for (;;) {
    const left = await unfinished(context)
    if (left.length === 0) break
    if (performance.now() > until) return say(`not at rest after ${restMs / 60_000} min: ${left.join('; ')}`)
    await setTimeout(1_000)
  }
  // What is answered through response URLs is not on the record.
  await setTimeout(12_000)
  await replicas.sample(true)
}

/** The same settings and database as the replicas have, for reading what is stored. */
const reader = async (town: Town, databaseUrl: string) => {
  const commands = await loadCommands(commandsFolder)
  const env = { ...town.env, LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl, COXSWAIN_AUDIT_KEY: auditKey }
  const config = readConfig({ env, systems: settingsNames(commands), folder: town.folder })
  return createApp(config, { commands })
}

const delays = ({ seats }: Replicas): string => {
  const of = ({ name, samples }: Replicas['seats'][number]) =>
    `${name} ${samples.findLast(({ delayP99Ms }) => delayP99Ms !== undefined)?.delayP99Ms?.toFixed(1) ?? 'not measured'} ms`
  return `event loop held, p99: ${seats.map(of).join(', ')}`
}

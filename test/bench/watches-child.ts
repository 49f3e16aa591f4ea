import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp, settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { hostClock, hostWorld } from '../../src/host.ts'
import { watchesJob } from '../../src/jobs/watches.ts'
import { createWatch } from '../../src/run/watching/create.ts'
import { insertWatch, listWatches } from '../../src/store/watches.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor } from '../../src/vault/secret.ts'
import { loadedCommands } from '../loaded.ts'
import { eachOf } from './crowd.ts'
import { quantile } from './figure.ts'

/** One turn of all watches: how long it took, the event loop meanwhile, and the heap after it. */
export interface WatchesTurn {
  readonly ms: number
  readonly loopP99Ms: number
  readonly loopMostMs: number
  readonly heapMiB: number
  readonly alerts: number
}

/** What the child is given. */
export interface WatchesTask {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly connections: number
  readonly rules: readonly string[]
  /** How many watches there are of each rule on each connection, each of another person. */
  readonly owners: number
  /** Addresses that are read at each turn instead, by nobody's watch. */
  readonly bare?: readonly string[]
  readonly turns: number
}

const everyMs = 5 * 60_000
/** As many as the bot begins within a second. */
const atOnce = 8

const task = JSON.parse(readFileSync(process.env.TASK ?? '', 'utf8')) as WatchesTask
let time = Date.UTC(2026, 10, 1, 9)

const bare = async (urls: readonly string[]) => ({
  turn: () => eachOf(urls, atOnce, async (url) => void JSON.parse(await (await fetch(url)).text())),
  alerts: async () => 0,
  close: async () => {},
})

/** The bot on its database, with all watches, and without Slack. */
const ours = async ({ folder, env, connections, rules, owners }: WatchesTask) => {
  const log = createLog({ level: 'silent', redactor: createRedactor(), clock: hostClock })
  const world = { ...hostWorld(log), clock: { now: () => time, sleep: hostClock.sleep } }
  const commands = await loadedCommands()
  const config = readConfig({ env, systems: settingsNames(commands), folder })
  const app = await createApp(config, { commands, world })
  const { context } = app
  const who = (n: number) => {
    const word = `owner${n}`
    return { id: `play:${word}`, name: word, email: `${word}@acme.example`, kind: 'play' as const }
  }
  for (const rule of rules)
    await createWatch(context, who(0), {
      place: { channel: 'C0BENCH0' },
      typed: `rudder compliance ${rule} on c0 every 5m when failing > 0`,
    })
  const samples = await listWatches(context.store.db)
  for (let n = 0; n < connections; n++)
    await context.store.transaction(async (tx) => {
      for (let owner = n === 0 ? 1 : 0; owner < owners; owner++)
        for (const [at, sample] of samples.entries()) {
          const principal = who(owner)
          const {
            paused: _,
            alert: __,
            digest: ___,
            read_at: ____,
            held_by: _____,
            lease_until: ______,
            ...row
          } = sample
          await insertWatch(tx, {
            ...row,
            id: String(1_000 + (n * owners + owner) * samples.length + at),
            principal: JSON.stringify(principal),
            person: principal.id,
            channel: `C0BENCH${n}`,
            connection: `rudder/c${n}`,
            line: row.line.replace(' on c0', ` on c${n}`),
          })
        }
    })
  const job = watchesJob(context, { wake: () => {} })
  return {
    turn: () => job.turn(() => {}),
    alerts: async () => {
      const { many } = await context.store.db
        .selectFrom('alerts')
        .select(({ fn }) => fn.countAll<number>().as('many'))
        .executeTakeFirstOrThrow()
      return Number(many)
    },
    close: () => app.close(),
  }
}

const { turn, alerts, close } = await (task.bare ? bare(task.bare) : ours(task))
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
await new Promise((resolve) => setTimeout(resolve, 100))
for (let n = 0; n < task.turns; n++) {
  time = Math.floor(time / everyMs + 1) * everyMs
  delay.reset()
  const since = performance.now()
  await turn()
  const ms = performance.now() - since
  const [loopP99Ms, loopMostMs] = [delay.percentile(99) / 1e6, delay.max / 1e6]
  const heaps: number[] = []
  for (let again = 0; again < 3; again++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
    heaps.push(process.memoryUsage().heapUsed / 2 ** 20)
  }
  const took: WatchesTurn = { ms, loopP99Ms, loopMostMs, heapMiB: quantile(heaps, 0), alerts: await alerts() }
  await new Promise<void>((resolve) => process.send?.(took, () => resolve()))
}
await close()
process.exit(0)

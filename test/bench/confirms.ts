import { durable, startServer } from '../store/server.ts'
import { type Bot, startBot } from './bot.ts'
import { eachOf, freshDatabase, rounds, until } from './crowd.ts'
import { type Figure, figureOf } from './figure.ts'
import type { Part } from './part.ts'
import { addRules, ruleNames } from './rules.ts'
import { startTown, type Town } from './town.ts'

type Database = Awaited<ReturnType<typeof freshDatabase>>

const atOnce = 16

const countOf = async ({ pool }: Database, what: string): Promise<number> => {
  const { rows } = await pool.query(`select count(*)::int as many from proposals where ${what}`)
  return rows[0].many
}

/** Transactions that have written, as the server numbers them. */
const written = async ({ pool }: Database): Promise<number> => {
  const { rows } = await pool.query('select pg_snapshot_xmax(pg_current_snapshot())::text::int as number')
  return rows[0].number
}

/** Asks for all, and waits for the buttons; then presses all, and waits for the outcomes: confirmations a second, and commits for each. */
const confirmed = async (town: Town, bots: readonly Bot[], database: Database, many: number, round: number) => {
  const turn = rounds(town, bots)
  const { slack } = town
  const before = slack.seen('ops').length
  const pressable = () =>
    slack
      .seen('ops')
      .slice(before)
      .filter(({ blocks }) => JSON.stringify(blocks ?? []).includes('"confirm"'))
  await eachOf(ruleNames(many), atOnce, async (name) => {
    turn()
    await slack.type('ana', 'ops', `/rudder rule ${round % 2 ? 'enable' : 'disable'} ${name} because of the bench`)
  })
  await until('all proposed', () => pressable().length === many)
  const done = await countOf(database, "outcome = 'applied'")
  const from = await written(database)
  const since = performance.now()
  await eachOf(pressable(), atOnce, async (message) => {
    turn()
    await slack.press('ana', message, 'confirm')
  })
  await until('all decided', async () => (await countOf(database, "stage = 'done'")) >= done + many)
  const seconds = (performance.now() - since) / 1000
  const applied = (await countOf(database, "outcome = 'applied'")) - done
  if (applied !== many) throw new Error(`of ${many} confirmed, ${applied} were applied`)
  return { perSecond: many / seconds, commits: ((await written(database)) - from) / many }
}

/** The yardstick: as many commits as a confirmation takes, of a row each, and nothing else: confirmations a second. */
const bareCommits = async ({ pool }: Database, many: number, commits: number): Promise<number> => {
  await pool.query('create table if not exists bare (at timestamptz default now(), what text)')
  const since = performance.now()
  const all = Array.from({ length: many }, (_, n) => n)
  await eachOf(all, atOnce, async () => {
    for (let n = 0; n < Math.round(commits); n++) await pool.query("insert into bare (what) values (repeat('x', 500))")
  })
  return many / ((performance.now() - since) / 1000)
}

/** Confirmations a second on one PostgreSQL, whose commits are on the disk, with one, two and three replicas. */
export const confirms: Part = async ({ quick }) => {
  const [many, times] = quick ? [6, 1] : [60, 5]
  const server = await startServer(durable)
  const town = await startTown({ nodes: 12 })
  const bots: Bot[] = []
  try {
    addRules(town, many)
    const database = await freshDatabase(server)
    for (const name of ['one', 'two', 'three']) bots.push(await startBot(town, { name, databaseUrl: database.url }))
    let round = 0
    const measure = (replicas: number) => confirmed(town, bots.slice(0, replicas), database, many, round++)
    for (let n = 0; n < 2; n++) await measure(3)
    const all: { one: number; two: number; three: number; bare: number }[] = []
    for (let n = 0; n < times; n++) {
      const one = await measure(1)
      const bare = await bareCommits(database, many, one.commits)
      const [two, three] = [await measure(2), await measure(3)]
      all.push({ one: one.perSecond, bare, two: two.perSecond, three: three.perSecond })
    }
    const figure = (name: string, yardstick: string, pick: (one: (typeof all)[number]) => [number, number]): Figure =>
      figureOf(
        { name: `confirmations, ${name}`, unit: '/s', yardstick },
        all.map((one) => ({ ours: pick(one)[0], yardstick: pick(one)[1] })),
      )
    const figures = [
      figure('1 replica', 'as many bare commits', ({ one, bare }) => [one, bare]),
      figure('2 replicas', '1 replica', ({ one, two }) => [two, one]),
      figure('3 replicas', '1 replica', ({ one, three }) => [three, one]),
    ]
    await database.close()
    return figures
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()))
    await town.close()
    await server.stop()
  }
}

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { usualRetention } from '../../src/config/retention.ts'
import { openStore } from '../../src/store/db.ts'
import { forget } from '../../src/store/forget.ts'
import { Secret } from '../../src/vault/secret.ts'
import { durable, type Server, startServer } from '../store/server.ts'
import { testWorld } from '../world.ts'
import { auditKey, type Bot, startBot } from './bot.ts'
import { bundled } from './bundled.ts'
import { eachOf, freshDatabase, rounds, until } from './crowd.ts'
import { type Figure, figureOf } from './figure.ts'
import type { Part } from './part.ts'
import { residentMiB } from './program.ts'
import { addRules, ruleNames } from './rules.ts'
import { startTown, type Town } from './town.ts'

const kiB = 1_024
/** Longer than anything is kept but what is kept for good. */
const later = 400 * 24 * 60 * 60_000
const atOnce = 4

const decided = "select count(*) from proposals where stage = 'done'"

/** A database of one engine: how much of the disk is in use, in KiB, and how many connections are open. */
interface Measured {
  readonly url?: string
  used(): Promise<number>
  connections(): Promise<number>
  /** How many changes have their outcome. */
  decided(): Promise<number>
  close(): Promise<void>
}

const sqliteIn = (file: string): Measured => {
  const number = (query: string) => {
    const db = new DatabaseSync(file, { readOnly: true })
    const [value] = Object.values(db.prepare(query).get() ?? {})
    db.close()
    return Number(value)
  }
  return {
    used: async () =>
      ((number('pragma page_count') - number('pragma freelist_count')) * number('pragma page_size')) / kiB,
    connections: async () => 1,
    decided: async () => number(decided),
    close: async () => {},
  }
}

const postgresOn = async (server: Server): Promise<Measured> => {
  const { url, pool, close } = await freshDatabase(server)
  const number = async (query: string) => Number(Object.values((await pool.query(query)).rows[0])[0])
  return {
    url,
    used: async () => {
      await pool.query('vacuum full')
      return (await number('select pg_database_size(current_database())')) / kiB
    },
    connections: () => number("select count(*) from pg_stat_activity where application_name = 'coxswain'"),
    decided: () => number(decided),
    close,
  }
}

/** Somebody asks `many` times, a few at once: more of one person would have to wait. */
const read = async ({ slack }: Town, many: number): Promise<void> => {
  for (let asked = 0; asked < many; asked += atOnce) {
    const before = slack.seen('ops').length
    await eachOf(Array.from({ length: atOnce }), atOnce, () => slack.type('ana', 'ops', '/rudder rules ssh'))
    await until('all answered', () => slack.seen('ops').length - before >= atOnce)
  }
}

/** Each rule is changed once, with its confirmation. */
const change = async ({ slack }: Town, many: number, decided: () => Promise<number>): Promise<void> => {
  const waiting = ruleNames(many)
  for (let done = 0; waiting.length > 0; ) {
    const before = slack.seen('ops').length
    const asked = () =>
      slack
        .seen('ops')
        .slice(before)
        .filter(({ blocks }) => JSON.stringify(blocks ?? []).includes('"confirm"'))
    const some = waiting.splice(0, atOnce)
    await eachOf(some, atOnce, (name) => slack.type('ana', 'ops', `/rudder rule disable ${name} because of size`))
    await until('all proposed', () => asked().length === some.length)
    await eachOf(asked(), atOnce, (message) => slack.press('ana', message, 'confirm'))
    done += some.length
    await until('all decided', async () => (await decided()) >= done)
  }
}

/** One engine: what reads and changes take of the disk, what is left of it when all that may be forgotten is, and the rest. */
const measured = async (engine: string, quick: boolean, server?: Server): Promise<readonly Figure[]> => {
  const [reads, changes] = quick ? [40, 6] : [2_000, 200]
  const town = await startTown({ nodes: 12 })
  let bot: Bot | undefined
  const file = join(town.folder, 'size', 'coxswain.db')
  const database = server ? await postgresOn(server) : sqliteIn(file)
  try {
    addRules(town, changes)
    const { file: program, env } = bundled()
    bot = await startBot(town, {
      name: 'size',
      file: program,
      env: { ...env, COXSWAIN_AUDIT_KEY: auditKey },
      ...(database.url !== undefined && { databaseUrl: database.url }),
    })
    rounds(town, [bot])()
    await read(town, atOnce)
    const empty = await database.used()
    await read(town, reads)
    const afterReads = await database.used()
    let connections = 0
    await change(town, changes, async () => {
      connections = Math.max(connections, await database.connections())
      return database.decided()
    })
    const full = await database.used()
    const memory = residentMiB(bot.pid)
    await bot.stop()
    const world = testWorld({}, Date.now() + later)
    const store = await openStore({
      ...(database.url === undefined ? { file } : { url: () => database.url ?? '' }),
      world,
      auditKey: new Secret(() => auditKey),
    })
    await forget(store, usualRetention, world.clock.now())
    await store.close()
    const left = await database.used()
    const figure = (name: string, unit: string, ours: number, yardstick: readonly [name: string, value: number]) =>
      figureOf({ name: `${name}, ${engine}`, unit, yardstick: yardstick[0] }, [{ ours, yardstick: yardstick[1] }])
    const perChange = (full - afterReads) / changes
    return [
      figure('disk for a read', 'KiB', (afterReads - empty) / reads, ['a message of Slack at most', 40]),
      figure('disk for a confirmed change', 'KiB', perChange, ['a message of Slack at most', 40]),
      figure('kept of a change after 400 days', 'KiB', (left - empty) / changes, ['what it took', perChange]),
      figure('memory after all of them', 'MiB', memory, ['what deploy/ allows', 512]),
      ...(server ? [figure('connections of a replica at most', '', connections, ['its pool', 10])] : []),
    ]
  } finally {
    await bot?.stop()
    await database.close()
    await town.close()
  }
}

/** What a bot takes of the disk and of memory for so many commands, for docs/operations.md. */
export const size: Part = async ({ quick }) => {
  const server = await startServer(durable)
  try {
    return [...(await measured('SQLite', quick)), ...(await measured('PostgreSQL', quick, server))]
  } finally {
    await server.stop()
  }
}

import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite'
import { failed } from '../failed.ts'
import { floored } from './floor.ts'

/** One row, by the names of its columns. */
export type Row = Readonly<Record<string, SQLOutputValue>>

/** What a query gives. */
export interface Result {
  /** In the order of the query. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly Row[]
}

/** The most rows that Rill answers with. */
export const rowCap = 10_000

/** A database with the model of the project: SQL is run for real, so what is injected takes effect. */
export interface Engine {
  /** Runs one SELECT; what is wrong with it is a 400 that shows the SQL, as Rill's. */
  run(sql: string, values?: readonly SQLInputValue[]): Result
  close(): void
}

const rows = 5_000
const publishers = ['Facebook', 'Google', 'Microsoft', 'Yahoo', "O'Reilly Media"]
const owners = ['ana@acme.com', 'bob@globex.com', 'carl@initech.com', 'dina@umbrella.org']
const regions = ['eu', 'us', 'apac']

/** The advertisements, the same ones each time; `domains` are those whose rows belong to the four owners. */
const filled = (db: DatabaseSync, start: number, given: readonly string[]): void => {
  db.exec(
    'CREATE TABLE ads (bid_id INTEGER, publisher TEXT, domain TEXT, owner_email TEXT, region TEXT, bid_price REAL, ts TEXT)',
  )
  const insert = db.prepare('INSERT INTO ads VALUES (?, ?, ?, ?, ?, ?, ?)')
  const pick = (all: readonly string[], at: number) => all[at % all.length] ?? ''
  db.exec('BEGIN')
  for (let i = 0; i < rows; i += 1) {
    const domain = pick(given, i)
    const owner = given === standardDomains ? pick(owners, i) : `${pick(['ana', 'marc', 'rita', 'gus'], i)}@${domain}`
    const at = new Date(start + i * 30 * 60_000).toISOString().replace('.000Z', 'Z')
    insert.run(i, pick(publishers, i), domain, owner, pick(regions, i), ((i * 37) % 1000) / 100, at)
  }
  db.exec('COMMIT')
}

/** The domains of the rows, if no others are given. */
export const standardDomains: readonly string[] = ['acme.com', 'globex.com', 'initech.com', 'umbrella.org']

/** The databases by what is in them: a server starts in no time, and none can change the rows. */
const databases = new Map<string, DatabaseSync>()

/** A database whose rows begin at `start`, in milliseconds since 1970. */
export function openEngine(start: number, domains: readonly string[] = standardDomains): Engine {
  const key = `${start} ${domains.join(' ')}`
  const db = databases.get(key) ?? new DatabaseSync(':memory:')
  if (!databases.has(key)) {
    filled(db, start, domains)
    db.function('time_floor', { deterministic: true }, (text, grain, zone) =>
      floored(String(text), String(grain), String(zone)),
    )
    db.exec('PRAGMA query_only = ON')
    databases.set(key, db)
  }
  const run = (sql: string, values: readonly SQLInputValue[] = []): Result => {
    // What follows a semicolon would be ignored by SQLite, and is a mistake for DuckDB.
    const whole = `SELECT * FROM (${sql}\n)`
    try {
      const statement = db.prepare(whole)
      statement.setReadBigInts(true)
      const columns = statement.columns().map(({ name, type }) => ({ name, type: type ?? '' }))
      const found: Row[] = []
      for (const row of statement.iterate(...values)) {
        found.push(row as Row)
        if (found.length > rowCap) break
      }
      return { columns, rows: found.map(plain) }
    } catch (error) {
      throw failed(400, `Parser Error: ${(error as Error).message}\n\nLINE 1: ${whole.slice(0, 400)}\n        ^`)
    }
  }
  return { run, close: () => {} }
}

/** A column that is text, an integer or a decimal; an integer is a bigint only if it is too large for a number. */
const plain = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
    ]),
  )

import { type Kysely, sql, type Transaction } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration } from 'kysely/migration'
import { UserError } from '../errors.ts'
import type { Engine } from './engine.ts'
import { migrations } from './migrations/steps.ts'
import type { Schema } from './schema.ts'

type Recorded = Record<typeof DEFAULT_MIGRATION_TABLE, { name: string; timestamp: string }>
type Steps = Readonly<Record<string, Migration>>

/** The migrations that a database has had, by name; none if it has none of the bot's tables. */
export const recordedIn = async (db: Kysely<Schema>): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return []
  const rows = await (db as unknown as Kysely<Recorded>).selectFrom(DEFAULT_MIGRATION_TABLE).select('name').execute()
  return rows.map((row) => row.name)
}

/** True when nothing is left to do; migrations that only a newer version knows must come after all known ones. */
const upToDate = (ours: readonly string[], recorded: readonly string[]): boolean => {
  const pending = ours.filter((name) => !recorded.includes(name))
  const last = ours.at(-1) ?? ''
  const strange = recorded.find((name) => !ours.includes(name) && (pending.length > 0 || name < last))
  if (strange === undefined) return pending.length === 0
  throw new UserError(
    `The database holds the migration ${strange}, which this version of Coxswain neither knows nor can follow. Start the version that wrote it.`,
  )
}

/** The number that Kysely's own migrator locks, as an older replica may be using it. */
const lock = 3_853_314_791_062_309_107n

/** As Kysely writes it, because an older version reads it. */
const timestamps = {
  sqlite: sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
  postgres: sql<string>`to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
} as const

type Tx = Transaction<Schema>

/**
 * Kysely's migrator keeps a lock in a session, which a pooler may not have, and hides why a step failed if it cannot release
 * it.
 */
const perform = async (tx: Tx, engine: Engine['name'], steps: Steps, names: readonly string[]): Promise<void> => {
  await tx.schema
    .createTable(DEFAULT_MIGRATION_TABLE)
    .ifNotExists()
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute()
  for (const name of names) {
    await steps[name]?.up(tx)
    await (tx as unknown as Transaction<Recorded>)
      .insertInto(DEFAULT_MIGRATION_TABLE)
      .values({ name, timestamp: timestamps[engine] })
      .execute()
  }
}

/**
 * Migrates the database to this version; several replicas may do it at once, also through a pooler: the lock, and
 * the longer limit of a statement, end with the transaction. A database that a newer version has already brought further
 * is left as it is: its steps expand before they contract.
 */
export const migrate = async (db: Kysely<Schema>, engine: Engine['name'], steps: Steps = migrations): Promise<void> => {
  const ours = Object.keys(steps).sort()
  if (upToDate(ours, await recordedIn(db))) return
  await db.transaction().execute(async (tx) => {
    if (engine === 'postgres') {
      await sql`set local statement_timeout = 0`.execute(tx)
      await sql`select pg_advisory_xact_lock(${sql.lit(lock)})`.execute(tx)
    }
    // Another replica may have been quicker.
    const recorded = await recordedIn(tx)
    if (upToDate(ours, recorded)) return
    const pending = ours.filter((name) => !recorded.includes(name))
    await perform(tx, engine, steps, pending)
  })
}

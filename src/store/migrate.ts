import { type Kysely, sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { UserError } from '../errors.ts'
import { migrations } from './migrations/index.ts'
import type { Schema } from './schema.ts'

type Recorded = Record<typeof DEFAULT_MIGRATION_TABLE, { name: string }>

/** The migrations that a database has had, by name; none where it has no tables of ours. */
export const recordedIn = async (db: Kysely<Schema>): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === DEFAULT_MIGRATION_TABLE)) return []
  const rows = await (db as unknown as Kysely<Recorded>).selectFrom(DEFAULT_MIGRATION_TABLE).select('name').execute()
  return rows.map((row) => row.name)
}

/** True when nothing is left to do; what only a newer version knows must come after everything that we know. */
const upToDate = (ours: readonly string[], recorded: readonly string[]): boolean => {
  const pending = ours.filter((name) => !recorded.includes(name))
  const last = ours.at(-1) ?? ''
  const strange = recorded.find((name) => !ours.includes(name) && (pending.length > 0 || name < last))
  if (strange === undefined) return pending.length === 0
  throw new UserError(
    `The database holds the migration ${strange}, which this version of Coxswain neither knows nor can follow. Start the version that wrote it.`,
  )
}

/** Migrations may take long and wait for each other; the usual limit of a statement does not hold for them. */
const withoutLimit = async (db: Kysely<Schema>, engine: string, work: (db: Kysely<Schema>) => Promise<void>) => {
  if (engine !== 'postgres') return work(db)
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection)
    try {
      await work(connection)
    } finally {
      await sql`reset statement_timeout`.execute(connection)
    }
  })
}

/**
 * Brings the database forward to this version; several replicas may do it at once.
 * A database that a newer version has already brought further is left as it is: its steps expand before they contract.
 */
export const migrate = async (db: Kysely<Schema>, engine: string, steps = migrations): Promise<void> => {
  const ours = Object.keys(steps).sort()
  if (upToDate(ours, await recordedIn(db))) return
  await withoutLimit(db, engine, async (connection) => {
    const { error } = await new Migrator({
      db: connection,
      provider: { getMigrations: async () => ({ ...steps }) },
    }).migrateToLatest()
    // Kysely refuses a migration that it does not know; a newer replica may have been quicker.
    if (error !== undefined && !upToDate(ours, await recordedIn(connection))) throw error
  })
}

import { sql } from 'kysely'
import type { Clock } from '../world.ts'
import type { Store } from './db.ts'
import { migrations } from './migrations/steps.ts'

/** What a database reports about itself. */
export interface DatabaseFacts {
  /** `18.4` */
  readonly version: string
  /** By how many milliseconds its clock is ahead of the bot's; undefined on SQLite, which has no clock of its own. */
  readonly aheadMs: number | undefined
  /** The migrations that it lacks. */
  readonly lacks: readonly string[]
}

/** The migrations that a database lacks; rejects if it does not answer or was never migrated. */
export const lackedBy = async ({ db }: Pick<Store, 'db'>): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = rows.map(({ name }) => name)
  return Object.keys(migrations).filter((name) => !done.includes(name))
}

/** Whether it answers and has none of the bot's tables. */
export const isEmpty = async ({ db }: Pick<Store, 'db'>): Promise<boolean> =>
  db.introspection.getTables().then(
    (tables) => !tables.some(({ name }) => name === 'audit'),
    () => false,
  )

/** Asks a database what it is. */
export const factsOf = async (store: Pick<Store, 'db' | 'engine'>, clock: Clock): Promise<DatabaseFacts> => {
  const { db, engine } = store
  const lacks = await lackedBy(store)
  if (engine === 'sqlite') {
    const { rows } = await sql<{ version: string }>`select sqlite_version() as version`.execute(db)
    return { version: rows[0]?.version ?? '', aheadMs: undefined, lacks }
  }
  const { rows } = await sql<{ version: string; now: number }>`
    select current_setting('server_version') as version,
      cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(db)
  const version = rows[0]?.version.split(' ')[0] ?? ''
  return { version, aheadMs: Number(rows[0]?.now) - clock.now(), lacks }
}

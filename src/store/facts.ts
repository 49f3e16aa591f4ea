import { sql } from 'kysely'
import type { Clock } from '../world.ts'
import type { Store } from './db.ts'
import { migrations } from './migrations/index.ts'

/** What a database is, as it says itself. */
export interface DatabaseFacts {
  /** `18.4` */
  readonly version: string
  /** By how many milliseconds its clock is ahead of ours; undefined on SQLite, which has none of its own. */
  readonly aheadMs: number | undefined
  /** Steps to today's schema that it lacks. */
  readonly lacks: readonly string[]
}

/** The steps to today's schema that a database lacks; rejects where it does not answer or was never migrated. */
export const lackedBy = async ({ db }: Pick<Store, 'db'>): Promise<readonly string[]> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const done = rows.map(({ name }) => name)
  return Object.keys(migrations).filter((name) => !done.includes(name))
}

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

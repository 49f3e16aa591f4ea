import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from './schema.ts'
import type { MuteTable } from './schema-of-watches.ts'

/** How long mutes are kept after their end, in milliseconds. */
export const mutesMs = 24 * 60 * 60_000

export type Mute = Selectable<MuteTable>

/** Mutes a connection; what was said about it before is replaced. */
export const mute = async (tx: Transaction<Schema>, { connection, ...rest }: Mute): Promise<void> => {
  await tx
    .insertInto('mutes')
    .values({ connection, ...rest })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(rest))
    .execute()
}

/** The mutes that are not over. */
export const mutesNow = (db: Kysely<Schema>, now: number): Promise<Mute[]> =>
  db.selectFrom('mutes').selectAll().where('until', '>', now).orderBy('connection').execute()

/** True if a connection is muted at that time. */
export const isMutedAt = async (db: Kysely<Schema>, connection: string, now: number): Promise<boolean> => {
  const found = await db
    .selectFrom('mutes')
    .select('connection')
    .where('connection', '=', connection)
    .where('until', '>', now)
    .executeTakeFirst()
  return found !== undefined
}

/** Ends the mute of a connection; false if there is none. */
export const unmute = async (tx: Transaction<Schema>, connection: string, now: number): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('mutes')
    .where('connection', '=', connection)
    .where('until', '>', now)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Schema } from './schema.ts'
import type { PersonalKeyTable } from './schema-of-people.ts'

export type PersonalKey = Selectable<PersonalKeyTable>

/** Stores a person's key of a connection, in place of the one before. */
export const putKey = async (tx: Transaction<Schema>, row: PersonalKey): Promise<void> => {
  const { sealed, account, created_at } = row
  await tx
    .insertInto('personal_keys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['person', 'connection']).doUpdateSet({ sealed, account, created_at }))
    .execute()
}

/** A person's key of a connection; undefined if there is none. */
export const keyOfPerson = (db: Kysely<Schema>, person: string, connection: string): Promise<PersonalKey | undefined> =>
  db
    .selectFrom('personal_keys')
    .selectAll()
    .where('person', '=', person)
    .where('connection', '=', connection)
    .executeTakeFirst()

/** All keys of a person. */
export const keysOf = (db: Kysely<Schema>, person: string): Promise<PersonalKey[]> =>
  db.selectFrom('personal_keys').selectAll().where('person', '=', person).orderBy('connection').execute()

/** All keys, at most `limit`. */
export const someKeys = (db: Kysely<Schema>, limit: number): Promise<PersonalKey[]> =>
  db.selectFrom('personal_keys').selectAll().orderBy('person').orderBy('connection').limit(limit).execute()

/** Deletes a person's key of a connection; false if there was none. */
export const dropKey = async (tx: Transaction<Schema>, person: string, connection: string): Promise<boolean> => {
  const { numDeletedRows } = await tx
    .deleteFrom('personal_keys')
    .where('person', '=', person)
    .where('connection', '=', connection)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

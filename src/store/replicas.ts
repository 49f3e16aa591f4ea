import type { Kysely, Selectable } from 'kysely'
import type { Store } from './db.ts'
import type { ReplicaTable, Schema } from './schema.ts'

export type Replica = Selectable<ReplicaTable>

/** A replica that was not seen for this long, in milliseconds, is gone; each reports itself several times within it. */
export const aliveMs = 90_000

/** Records that a replica is alive, and deletes those that are long gone; this also shows whether the database accepts writes. */
export const sayAlive = async (store: Store, replica: Replica): Promise<void> => {
  const { id, ...rest } = replica
  const said = store.transaction(async (tx) => {
    await tx
      .deleteFrom('replicas')
      .where('seen_at', '<', replica.seen_at - 10 * aliveMs)
      .execute()
    await tx
      .insertInto('replicas')
      .values(replica)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
      .execute()
  })
  await said.then(
    () => store.writes.pulsed(),
    (error: unknown) => {
      store.writes.pulsed(error)
      throw error
    },
  )
}

/** Records that a replica has stopped normally. */
export const sayGone = async (store: Store, id: string): Promise<void> => {
  await store.transaction((tx) => tx.deleteFrom('replicas').where('id', '=', id).execute())
}

/** The replicas that are alive, the oldest first. */
export const replicasAlive = (db: Kysely<Schema>, now: number): Promise<readonly Replica[]> =>
  db
    .selectFrom('replicas')
    .selectAll()
    .where('seen_at', '>=', now - aliveMs)
    .orderBy('started_at')
    .orderBy('id')
    .execute()

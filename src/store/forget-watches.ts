import { alertsMs } from './alerts.ts'
import type { Store } from './db.ts'
import { inPieces } from './forget-proposals.ts'
import { mutesMs } from './mutes.ts'
import { readingsMs } from './readings.ts'

/** Deletes old readings, alerts that ended long ago, and mutes that ended a day ago. Watches stay until somebody removes them. */
export const forgetWatches = async (store: Store, now: number): Promise<void> => {
  await inPieces(store, async (tx, limit) => {
    const old = await tx
      .selectFrom('readings')
      .select(['watch', 'at'])
      .where('at', '<', now - readingsMs)
      .orderBy('at')
      .limit(limit)
      .execute()
    const last = old.at(-1)
    if (last === undefined) return 0n
    return (await tx.deleteFrom('readings').where('at', '<=', last.at).executeTakeFirst()).numDeletedRows
  })
  await inPieces(store, async (tx, limit) => {
    const old = tx
      .selectFrom('alerts')
      .select('id')
      .where('ended_at', '<', now - alertsMs)
      .limit(limit)
    return (await tx.deleteFrom('alerts').where('id', 'in', old).executeTakeFirst()).numDeletedRows
  })
  await store.transaction((tx) =>
    tx
      .deleteFrom('mutes')
      .where('until', '<', now - mutesMs)
      .execute(),
  )
}

import type { ExpressionBuilder } from 'kysely'
import type { Store } from './db.ts'
import { deliveriesMs } from './deliveries.ts'
import type { Schema } from './schema.ts'

const dayMs = 24 * 60 * 60_000
/** How long what was answered is kept. */
const briefly = dayMs
/** How long buttons are understood, and help knows what was asked. */
const long = 30 * dayMs

/** True for a post for which nothing is left to do. */
const atRest = (row: ExpressionBuilder<Schema, 'posts'>) =>
  row.and([
    row('untold', 'is', null),
    row.or([row('fate', '<>', 'open'), row.and([row('wanted', '<=', row.ref('shown')), row('again_at', 'is', null)])]),
  ])

/** Erases what is no longer needed: deliveries and answers after a day, runs and posts after thirty. */
export const forget = async (store: Store, now: number): Promise<void> => {
  await store.transaction(async (tx) => {
    await tx
      .deleteFrom('deliveries')
      .where('at', '<', now - deliveriesMs)
      .execute()
    await tx
      .deleteFrom('runs')
      .where('ended_at', '<', now - long)
      .execute()
    await tx
      .updateTable('posts')
      .set({ message: null })
      .where('message', 'is not', null)
      .where('created_at', '<', now - briefly)
      .where(atRest)
      .execute()
    await tx
      .deleteFrom('posts')
      .where('created_at', '<', now - long)
      .where(atRest)
      // The newest of a conversation stays: the next one is counted from it.
      .where(({ selectFrom, exists }) =>
        exists(
          selectFrom('posts as newer')
            .select('newer.id')
            .where((row) =>
              row.and([
                row('newer.channel', '=', row.ref('posts.channel')),
                row('newer.seq', '>', row.ref('posts.seq')),
              ]),
            ),
        ),
      )
      .execute()
  })
}

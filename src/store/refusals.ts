import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { canonical } from './chain.ts'
import type { Store } from './db.ts'
import type { Schema } from './schema.ts'

/** What was refused to which person, and why; JSON without a secret. */
export type Refused = Readonly<Record<string, string | null | readonly string[]>>

type Auditing = Pick<Store, 'audit'>

/** How long the same refusal is only counted after its audit entry, in milliseconds. */
const quietMs = 60 * 60_000

const keyOf = (about: Refused): string => createHash('sha256').update(canonical(about)).digest('hex')

/**
 * Records a refusal in the audit log; the same one is then only counted for an hour, and the count is recorded: a flood of
 * refusals adds one entry an hour.
 */
export const recordRefusal = async (
  { audit }: Auditing,
  tx: Transaction<Schema>,
  about: Refused,
  now: number,
): Promise<void> => {
  const row = await tx
    .insertInto('refusals')
    .values({ key: keyOf(about), about: canonical(about), since: now, last_at: now, times: 1, told: 0 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({ times: eb('refusals.times', '+', 1), last_at: now })),
    )
    .returning(['key', 'about', 'since', 'times', 'told'])
    .executeTakeFirstOrThrow()
  if (row.told === 0 || row.since <= now - quietMs) await tell({ audit }, tx, row, now)
}

/** Records how many refusals were only counted in the audit log, an hour after its last entry about them. */
export const tellRefusals = async (store: Store, now: number): Promise<void> => {
  const due = await store.db
    .selectFrom('refusals')
    .select('key')
    .where(sql<boolean>`times > told`)
    .where('since', '<=', now - quietMs)
    .execute()
  for (const { key } of due)
    await store.transaction(async (tx) => {
      // Updated first, so that only one of two replicas records it.
      const row = await tx
        .updateTable('refusals')
        .set((eb) => ({ last_at: eb.ref('last_at') }))
        .where('key', '=', key)
        .where(sql<boolean>`times > told`)
        .where('since', '<=', now - quietMs)
        .returning(['key', 'about', 'since', 'times', 'told'])
        .executeTakeFirst()
      if (row) await tell(store, tx, row, now)
    })
}

interface Row {
  readonly key: string
  readonly about: string
  readonly since: number
  readonly times: number
  readonly told: number
}

const tell = async (
  { audit }: Auditing,
  tx: Transaction<Schema>,
  { key, about, since, times, told }: Row,
  now: number,
): Promise<void> => {
  const many = times - told
  const counted = many > 1 || told > 0 ? { times: many, since } : {}
  await audit.append(tx, 'refused', { ...JSON.parse(about), ...counted })
  await tx.updateTable('refusals').set({ since: now, told: times }).where('key', '=', key).execute()
}

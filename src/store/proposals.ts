import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely'
import { issuePermit, type Permit } from '../vault/permit.ts'
import type { Store } from './db.ts'
import { endLease, isOver, takeLease } from './lease.ts'
import { touchProposal } from './posts.ts'
import type { ProposalTable, Schema } from './schema.ts'

export type Proposal = Selectable<ProposalTable>
type Tx = Transaction<Schema>
type Row = ExpressionBuilder<Schema, 'proposals'>

/** How long one claim lasts, in milliseconds; a write's own limit must end before. */
export const leaseMs = 120_000
/** What of the lease must be left when the request starts: the limit of a write and a margin. */
export const sendingMs = 45_000

/** Whoever changes what a proposal shows has its messages brought to that. */
const changed = async (tx: Tx, id: string, isChanged: boolean): Promise<boolean> => {
  if (isChanged) await touchProposal(tx, id)
  return isChanged
}

/** Stores a new proposal. */
export const insertProposal = async (tx: Tx, row: ProposalTable): Promise<void> => {
  await tx.insertInto('proposals').values(row).execute()
}

/** The proposal of that id, or undefined. */
export const getProposal = (db: Kysely<Schema>, id: string): Promise<Proposal | undefined> =>
  db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst()

/** Takes the row of a proposal that still waits, so that nobody else decides on it before this transaction ends. */
export const takePending = async (tx: Tx, id: string, now: number): Promise<Proposal | undefined> =>
  tx
    .updateTable('proposals')
    .set((eb) => ({ round: eb.ref('round') }))
    .where('id', '=', id)
    .where('stage', '=', 'pending')
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()

/** Ends a proposal that waits, without anything written; false where somebody else was first. */
export const closePending = async (
  tx: Tx,
  id: string,
  { outcome, result, now }: { readonly outcome: string; readonly result: string; readonly now: number },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('proposals')
    .set({ stage: 'done', outcome, result, decided_at: now })
    .where('id', '=', id)
    .where('stage', '=', 'pending')
    .executeTakeFirst()
  return changed(tx, id, numUpdatedRows === 1n)
}

/** What the plan that was made at a confirmation adds to the row: how much it reaches, and what it relies on. */
export type Confirmed = Pick<ProposalTable, 'impact' | 'holds'>

/** Claims a proposal whose row this transaction holds. */
export const claim = async (
  tx: Tx,
  id: string,
  { by, now, ...confirmed }: { readonly by: string; readonly now: number } & Confirmed,
): Promise<boolean> => {
  const [claimed] = await takeLease(
    tx,
    'proposals',
    { by, until: now + leaseMs },
    {
      where: (row) => row.and([row('id', '=', id), row('stage', '=', 'pending')]),
      set: () => ({ stage: 'claimed', ...confirmed }),
    },
  )
  return changed(tx, id, claimed !== undefined)
}

/**
 * Commits that the request is about to be sent, marks that outside the database, and only then makes its permit;
 * undefined where the claim is no longer ours or too little of its lease is left.
 */
export const startSending = async (
  store: Store,
  { id, by, now, scope, digest }: { id: string; by: string; now: number; scope: string; digest: string },
): Promise<Permit | undefined> => {
  const row = await store.transaction(async (tx) => {
    const sending = await tx
      .updateTable('proposals')
      .set({ stage: 'sending', sent_at: now })
      .where('id', '=', id)
      .where('stage', '=', 'claimed')
      .where('claimed_by', '=', by)
      .where('lease_until', '>=', now + sendingMs)
      .returning(['connection', 'lease_until'])
      .executeTakeFirst()
    if (!sending) return undefined
    await store.audit.append(tx, 'sending', { proposal: id, digest })
    await touchProposal(tx, id)
    return sending
  })
  if (!row || row.lease_until === null) return undefined
  // A database that is set back to before this must be noticed: it would say that nothing was sent.
  store.mark.secure()
  return issuePermit({ proposal: id, connection: row.connection, scope, digest, until: row.lease_until })
}

/** Takes over a claim whose lease has ended, to find out what became of it; undefined where somebody else did. */
export const takeEnded = async (store: Store, id: string, by: string, now: number): Promise<Proposal | undefined> =>
  store.transaction(async (tx) => {
    const [taken] = await takeLease(
      tx,
      'proposals',
      { by, until: now + leaseMs },
      { where: (row) => row.and([row('id', '=', id), row('stage', 'in', ['claimed', 'sending']), isOver(row, now)]) },
    )
    if (taken) await touchProposal(tx, id)
    return taken
  })

/** Takes an unknown outcome that is due to be looked at again; undefined where somebody else did. */
export const takeUnknown = async (store: Store, id: string, by: string, now: number): Promise<Proposal | undefined> =>
  store.transaction(async (tx) => {
    const isDue = (row: Row) =>
      row.and([
        row('id', '=', id),
        row('stage', '=', 'done'),
        row('outcome', '=', 'unknown'),
        row('look_at', '<=', now),
      ])
    const until = now + leaseMs
    const [taken] = await takeLease(tx, 'proposals', { by, until }, { where: isDue, set: () => ({ look_at: until }) })
    return taken
  })

export interface SettledProposal {
  readonly outcome: string
  readonly result: string
  readonly now: number
  readonly lookAt: number | null
  /** When to look next at what awaits validation; never if left out. */
  readonly followAt?: number | null
}

/** Records what became of a claim that is still ours; false where it is not. */
export const settle = async (
  tx: Tx,
  id: string,
  by: string,
  { outcome, result, now, lookAt, followAt = null }: SettledProposal,
): Promise<boolean> => {
  const isOpen = (row: Row) =>
    row.or([
      row('stage', 'in', ['claimed', 'sending']),
      row.and([row('stage', '=', 'done'), row('outcome', '=', 'unknown')]),
      row.and([row('outcome', '=', 'awaiting validation'), row('follow_at', 'is not', null)]),
    ])
  const set = () => ({ stage: 'done', outcome, result, decided_at: now, look_at: lookAt, follow_at: followAt })
  return changed(tx, id, await endLease(tx, 'proposals', { id, by }, { where: isOpen, set }))
}

/** The proposals that can be confirmed or are being sent, newest first, at most `most`. */
export const undecidedNow = (db: Kysely<Schema>, now: number, most: number): Promise<Proposal[]> =>
  db
    .selectFrom('proposals')
    .selectAll()
    .where((row) =>
      row.or([
        row.and([row('stage', '=', 'pending'), row('expires_at', '>', now)]),
        row('stage', 'in', ['claimed', 'sending']),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute()

/** What a sweep has to look at now: ids by why. */
export const due = async (db: Kysely<Schema>, now: number) => {
  const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id)
  const from = () => db.selectFrom('proposals').select('id').limit(100)
  return {
    expired: await ids(from().where('stage', '=', 'pending').where('expires_at', '<=', now).execute()),
    ended: await ids(from().where('stage', 'in', ['claimed', 'sending']).where('lease_until', '<=', now).execute()),
    unknown: await ids(
      from().where('stage', '=', 'done').where('outcome', '=', 'unknown').where('look_at', '<=', now).execute(),
    ),
    followed: await ids(from().where('follow_at', '<=', now).execute()),
  }
}

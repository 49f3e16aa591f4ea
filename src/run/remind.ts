import type { Transaction } from 'kysely'
import type { Proposal } from '../store/proposals.ts'
import { setReminder } from '../store/reminders.ts'
import type { Schema } from '../store/schema.ts'
import type { Vote } from '../store/votes.ts'
import { shownIn } from './shown.ts'

const hourMs = 60 * 60_000

/** Stores that the person of this vote wants a reminder, in the transaction of the vote. */
export const remindOf = async (
  tx: Transaction<Schema>,
  row: Proposal,
  { principal: by, at }: Pick<Vote, 'principal' | 'at'>,
): Promise<void> => {
  const { remind } = shownIn(row)
  if (remind === undefined) return
  await setReminder(tx, row.id, { at: at + remind * hourMs, by })
}

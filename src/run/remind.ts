import type { Transaction } from 'kysely'
import type { Proposal } from '../store/proposals.ts'
import { setReminder } from '../store/reminders.ts'
import type { Schema } from '../store/schema.ts'
import { shownIn } from './shown.ts'

const hourMs = 60 * 60_000

/** Stores that the person who confirms wants a reminder, in the transaction of the vote. */
export const remindOf = async (tx: Transaction<Schema>, row: Proposal, now: number): Promise<void> => {
  const { remind } = shownIn(row)
  if (remind === undefined) return
  await setReminder(tx, row.id, now + remind * hourMs)
}

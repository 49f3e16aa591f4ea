import type { Outcome } from '../message/message.ts'
import type { Proposal } from '../store/proposals.ts'

/** How a write ended as far as is known, and when to check again. */
export interface Verdict {
  readonly outcome: Outcome
  readonly result: Result
  /** When to check again, in milliseconds since 1970; null for never. */
  readonly lookAt: number | null
  /** When to check next a change that awaits validation; never if left out. */
  readonly followAt?: number | null
}

/** What is known about how it ended, stored with the proposal. */
export interface Result {
  /** One sentence for the person. */
  readonly sentence: string
  /** `answered`: the system said so and it was read back; `seen`: it is so now, and it isn't known by whom. */
  readonly proof?: 'answered' | 'seen'
  /** The system reported success, and it could not be read back yet. */
  readonly answered?: boolean
  /** `change request #42` */
  readonly pending?: string
  /** Why the pending change could not be read the last time, in a sentence. */
  readonly unread?: string
  /** The proposal that was shown instead. */
  readonly successor?: string
  /** What differs from what was shown, a line each. */
  readonly differs?: readonly string[]
  /** What the system printed, line by line, shortened and unchecked. */
  readonly output?: readonly string[]
  /** Whose confirmation counted, by name. */
  readonly by?: readonly string[]
  /** The row of the audit chain. */
  readonly audit?: number
}

const known = {
  applied: true,
  'awaiting validation': true,
  failed: true,
  unknown: true,
  stale: true,
  refused: true,
  cancelled: true,
  expired: true,
} satisfies Record<Outcome, true>

/**
 * The outcome of a proposal that is done. It is `unknown` if only a newer version knows it, and if a previous
 * version called it applied although it isn't known who applied it.
 */
export const outcomeOf = (row: Proposal): Outcome | undefined => {
  const { outcome } = row
  if (outcome === null) return undefined
  if (outcome === 'applied' && resultOf(row).proof === 'seen') return 'unknown'
  return Object.hasOwn(known, outcome) ? (outcome as Outcome) : 'unknown'
}

/** What is known of the end of a proposal; empty while it is open. */
export const resultOf = (row: Proposal): Result =>
  row.result === null ? { sentence: '' } : (JSON.parse(row.result) as Result)

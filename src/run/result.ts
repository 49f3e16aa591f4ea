import type { Outcome } from '../message/message.ts'
import type { Proposal } from '../store/proposals.ts'

/** How a write ended as far as is known, and when to look again. */
export interface Verdict {
  readonly outcome: Outcome
  readonly result: Result
  /** When to look again, in milliseconds since 1970; null when never. */
  readonly lookAt: number | null
  /** When to look next at what awaits validation; never if left out. */
  readonly followAt?: number | null
}

/** What is known of how it ended, stored with the proposal. */
export interface Result {
  /** One sentence for the person. */
  readonly sentence: string
  /** `answered`: the system said so and it was read back; `seen`: it is so now, and nobody can say by whom. */
  readonly proof?: 'answered' | 'seen'
  /** The system said that it is done, and it could not be read back yet. */
  readonly answered?: boolean
  /** `change request #42` */
  readonly pending?: string
  /** Why what is pending could not be looked at the last time, in a sentence. */
  readonly unread?: string
  /** The proposal that was shown instead. */
  readonly successor?: string
  /** What is not as it was shown, a line each. */
  readonly differs?: readonly string[]
  /** What the system printed, line by line, cut; nobody has checked it. */
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
 * The outcome of a proposal that is done. One that only a newer version knows is unknown to this one, and so is what a
 * version before called applied though nobody can say by whom.
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

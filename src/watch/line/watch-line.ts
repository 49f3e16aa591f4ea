import type { When } from '../condition/condition.ts'
import type { Schedule } from '../schedule/schedule.ts'
import type { Missed } from '../schedule/turn.ts'

/** The user group that an alert mentions, as it was typed, without its `@`. */
export interface WatchPing {
  readonly group: string
  /** Also in quiet hours. */
  readonly always: boolean
}

/** What follows the command of a watch. */
export interface WatchClauses {
  readonly schedule?: Schedule
  /** What an answer must be to be worth a message: this, or another than the one before. Without it each answer is posted. */
  readonly posts?: { readonly when: When } | 'changes'
  readonly ping?: WatchPing
  readonly missed?: Missed
}

/** A watch as it is typed: the line that it asks, and the rest. */
export interface WatchLine extends WatchClauses {
  readonly line: string
}

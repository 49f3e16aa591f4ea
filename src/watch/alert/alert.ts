import type { Streak } from '../condition/streak.ts'

/** How bad each comparison of a condition is, in its order: more is worse; null if it never held, or is no matter of more or less. */
export type Severities = readonly (number | null)[]

/** An alert from its message on, until it is over. All of it is JSON, so that a restart forgets nothing. */
export interface OpenAlert {
  /** When its condition was first true. */
  readonly since: number
  /** When it was posted. */
  readonly at: number
  /** How bad it was when people last heard of it. */
  readonly told: Severities
  /** How bad it was at the newest reading. */
  readonly now: Severities
  /** When it last got worse, or was said to be still open, and when it last got better; as far as that was said. */
  readonly worseAt?: number
  readonly betterAt?: number
  /** Who is on it. */
  readonly onIt?: { readonly by: string; readonly at: number }
  readonly snoozedUntil?: number
}

/** What is remembered of a watch between two readings. */
export interface AlertState {
  /** Of its condition while no alert is open. */
  readonly raising: Streak
  /** Of what ends the alert that is open. */
  readonly closing: Streak
  readonly open?: OpenAlert
}

/** How an alert ended. */
export type AlertEnding = 'resolved' | 'no longer checked'

/** What is to be said now. An edit shows the alert as it is then. */
export type Say =
  | { readonly kind: 'post'; readonly ping: boolean }
  | { readonly kind: 'edit' }
  /** In the thread, and in the channel too. */
  | { readonly kind: 'broadcast'; readonly what: 'worse' | 'still open'; readonly ping: boolean }
  /** In the thread only. */
  | { readonly kind: 'reply'; readonly what: 'better' | 'on it' | 'snoozed' | AlertEnding }

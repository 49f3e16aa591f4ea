import type { Loop } from '../world.ts'

/** Something that a running bot does again and again. */
export interface Job {
  /** Names it in the log: `checkup`. */
  readonly name: string
  /** Milliseconds from the end of one turn to the next. */
  readonly every: number
  /** The loop whose pulse it is, if its pulse is watched. */
  readonly loop?: Loop
  /** One turn. `turned` is to be called now and then if a turn may take long. */
  readonly turn: (turned: () => void) => Promise<void>
  /** What to do when the bot stops. */
  readonly end?: () => Promise<void>
}

/** How often most jobs check for work, in milliseconds. */
export const usualMs = 5_000

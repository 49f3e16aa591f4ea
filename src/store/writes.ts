import type { World } from '../world.ts'
import { type Trouble, troubleOf } from './trouble.ts'

/** Whether the database takes writes, by what became of the last ones; readiness rests on it. */
export interface Writes {
  /** Why the database refuses writes; undefined while it takes them. */
  trouble(): Trouble | undefined
  /** A transaction failed: counted if the database is why. */
  failed(error: unknown): void
  /** The write that is made every few seconds came to this end. */
  pulsed(error?: unknown): void
}

/** A full disk still has room for a small write now and then: it counts as full for so long after a refusal, in milliseconds. */
const fullMs = 30_000

/** Nothing was refused yet. */
export const createWrites = ({ clock, metrics }: Pick<World, 'clock' | 'metrics'>): Writes => {
  let refused: { readonly why: Trouble; readonly at: number } | undefined
  const refuse = (why: Trouble) => {
    refused = { why, at: clock.now() }
  }
  return {
    trouble: () => refused?.why,
    failed: (error) => {
      const why = troubleOf(error)
      if (why === undefined) return
      metrics.count('databaseRefusals', { why })
      // A transaction that came too late, or lost its connection, says nothing of the next one.
      if (why !== 'away') refuse(why)
    },
    pulsed: (error) => {
      if (error !== undefined) refuse(troubleOf(error) ?? 'away')
      else if (refused?.why !== 'full' || clock.now() - refused.at >= fullMs) refused = undefined
    },
  }
}

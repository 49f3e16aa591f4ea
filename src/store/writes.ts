import type { World } from '../world.ts'
import type { Engine } from './engine.ts'
import { type Trouble, troubleOf } from './trouble.ts'

/** Whether the database accepts writes, judged by the last ones; readiness depends on it. */
export interface Writes {
  /** Why the database refuses writes; undefined while it accepts them. */
  trouble(): Trouble | undefined
  /** A transaction failed: counted if that was because of the database. */
  failed(error: unknown): void
  /** The result of the write that runs every few seconds. */
  pulsed(error?: unknown): void
}

/** A full disk sometimes accepts a small write: it counts as full for this long after a refusal, in milliseconds. */
const fullMs = 30_000

/** Nothing was refused yet. */
export const createWrites = (
  { clock, metrics }: Pick<World, 'clock' | 'metrics'>,
  engine: Pick<Engine, 'renew'>,
): Writes => {
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
      // A transaction that timed out or lost its connection says nothing about the next one.
      if (why !== 'away') refuse(why)
      if (why === 'read-only') engine.renew()
    },
    pulsed: (error) => {
      if (error !== undefined) return refuse(troubleOf(error) ?? 'away')
      // A connection that was opened in the meantime may still accept no writes, though this one does.
      if (refused?.why === 'read-only') engine.renew()
      if (refused?.why !== 'full' || clock.now() - refused.at >= fullMs) refused = undefined
    },
  }
}

import { SystemError } from '../errors.ts'
import type { Labels, World } from '../world.ts'
import type { Operation } from './operation.ts'

/** Ends the measure of one call, with the error if there was one; later calls do nothing. */
export type EndMeasure = (error?: unknown) => void

/** Counts and times the calls of one connection, each from before its token is leased until its answer is parsed. */
export const createMeasure =
  (connection: string, { clock, metrics }: Pick<World, 'clock' | 'metrics'>) =>
  ({ scope }: Operation): EndMeasure => {
    const began = clock.now()
    let isOver = false
    return (error) => {
      if (isOver) return
      isOver = true
      metrics.count('systemCalls', { connection, scope, outcome: outcomeOf(error) })
      metrics.time('systemCall', (clock.now() - began) / 1000, { connection })
    }
  }

// Any other error is the reason of a signal: the call was stopped.
const outcomeOf = (error: unknown): Labels<'systemCalls'>['outcome'] => {
  if (error === undefined) return 'done'
  return error instanceof SystemError ? error.kind : 'stopped'
}

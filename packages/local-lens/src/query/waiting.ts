import { plain } from '../refused.ts'
import type { LensState, Table } from '../state.ts'

/** How long an answer must be held back, and whether it is then the rows. */
export interface Wait {
  readonly hold: number
  readonly isDone: boolean
}

/**
 * Gives a query to the database, or finds the one that is running already, for the same query and user group. Throws what
 * the database says once it has failed.
 */
export const waitFor = (state: LensState, key: string, tables: readonly Table[], now: number): Wait => {
  const failing = tables.find(({ fails }) => fails !== undefined)
  if (failing) throw plain(400, `Error: ${failing.fails}`)
  const takes = Math.max(0, ...tables.map((table) => table.takes))
  const running = state.runs.find((one) => one.key === key)
  const run = running ?? { key, startedAt: now, doneAt: now + takes }
  if (!running && takes > 0) state.runs.push(run)
  const left = state.isStuck ? Number.POSITIVE_INFINITY : run.doneAt - now
  return { hold: Math.max(0, Math.min(left, state.hold)), isDone: left <= state.hold }
}

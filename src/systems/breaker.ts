import { SystemError } from '../errors.ts'
import type { Clock } from '../world.ts'

/** How a request ended, for the breaker: `neither` says nothing about the server (somebody stopped it). */
export type Verdict = 'up' | 'down' | 'neither'

/** Stops asking a server that does not answer. */
export interface Breaker {
  readonly open: boolean
  /** The function that takes the verdict, or undefined where the request must not be made now. */
  admit(kind: 'read' | 'write'): ((verdict: Verdict) => void) | undefined
}

const failures = 5
const pauseMs = 15_000

/** Opens after 5 failures in a row; after 15 s one read at a time may probe, and writes wait until a probe came back. */
export const createBreaker = (clock: Clock, changed: (open: boolean) => void): Breaker => {
  let inARow = 0
  let openedAt: number | undefined
  let probing = false
  const settle = (probe: boolean) => {
    let settled = false
    return (verdict: Verdict) => {
      if (settled) return
      settled = true
      if (probe) probing = false
      if (verdict === 'up') {
        inARow = 0
        if (openedAt !== undefined) changed(false)
        openedAt = undefined
      }
      if (verdict === 'down') {
        inARow += 1
        if (openedAt === undefined && inARow >= failures) changed(true)
        if (probe || (openedAt === undefined && inARow >= failures)) openedAt = clock.now()
      }
    }
  }
  return {
    get open() {
      return openedAt !== undefined
    },
    admit: (kind) => {
      if (openedAt === undefined) return settle(false)
      if (kind === 'write' || probing || clock.now() < openedAt + pauseMs) return undefined
      probing = true
      return settle(true)
    },
  }
}

/** What an answer, or the error in its place, says of the server. */
export const verdictOf = (error: unknown): Verdict => {
  if (!(error instanceof SystemError)) return 'neither'
  return ['unreachable', 'timeout', 'unavailable'].includes(error.kind) ? 'down' : 'up'
}

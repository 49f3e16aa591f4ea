import { SystemError } from '../errors.ts'
import type { Clock } from '../world.ts'

/** How a request ended, for the breaker: `neither` says nothing about the server (the request was stopped). */
export type ServerSignal = 'up' | 'down' | 'neither'

/** Stops asking a server that does not answer. */
export interface Breaker {
  readonly open: boolean
  /**
   * The function to report the result to, or undefined if the request must not be made now. A read waits for the one that
   * probes, so that several concurrent reads find a server that is back.
   */
  admit(kind: 'read' | 'write'): Promise<((verdict: ServerSignal) => void) | undefined>
}

const failures = 5
const pauseMs = 15_000

/**
 * Opens after 5 failures in a row, where concurrent ones count once; after 15 s one read at a time
 * may probe, and writes are refused until a probe succeeds.
 */
export const createBreaker = (clock: Clock, changed: (open: boolean) => void): Breaker => {
  let inARow = 0
  let openedAt: number | undefined
  let probing: PromiseWithResolvers<void> | undefined
  const settle = (probe: PromiseWithResolvers<void> | undefined) => {
    const before = inARow
    let settled = false
    return (verdict: ServerSignal) => {
      if (settled) return
      settled = true
      if (probe) probing = undefined
      if (verdict === 'up') {
        inARow = 0
        if (openedAt !== undefined) changed(false)
        openedAt = undefined
      }
      if (verdict === 'down') {
        inARow = Math.max(inARow, before + 1)
        if (openedAt === undefined && inARow >= failures) changed(true)
        if (probe || (openedAt === undefined && inARow >= failures)) openedAt = clock.now()
      }
      probe?.resolve()
    }
  }
  return {
    get open() {
      return openedAt !== undefined
    },
    admit: async (kind) => {
      while (kind === 'read' && probing) await probing.promise
      if (openedAt === undefined) return settle(undefined)
      if (kind === 'write' || clock.now() < openedAt + pauseMs) return undefined
      probing = Promise.withResolvers()
      return settle(probing)
    },
  }
}

/** What an answer or an error says about the server. */
export const signalOf = (error: unknown): ServerSignal => {
  if (!(error instanceof SystemError)) return 'neither'
  return ['unreachable', 'timeout', 'unavailable'].includes(error.kind) ? 'down' : 'up'
}

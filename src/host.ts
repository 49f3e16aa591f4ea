import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createTransactionMark } from './store/mark.ts'
import type { Clock, Faults, Ids, Log, Metrics, World } from './world.ts'

/** The time of this host. */
export const hostClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => setTimeout(ms, undefined, signal ? { signal } : {}),
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 128 random bits as 26 characters of Crockford base 32. */
const randomId = (): string => {
  const bits = BigInt(`0x${randomBytes(16).toString('hex')}`)
  return Array.from({ length: 26 }, (_, i) => alphabet[Number((bits >> BigInt(5 * (25 - i))) & 31n)]).join('')
}

/** The randomness of this host. */
export const hostIds: Ids = { id: randomId, bytes: (length) => randomBytes(length) }

/** Nothing stops at a fault point but in a test. */
const faults: Faults = { at: async () => {} }

/** Used if nobody reads figures. */
const unmeasured: Metrics = { count: () => {}, time: () => {} }

/** The version of the Node that runs this, `24.21.0`. */
export const nodeVersion = process.versions.node

/** The world as it is: the clock, randomness and log of this host. */
export const hostWorld = (log: Log, metrics = unmeasured): World => ({
  clock: hostClock,
  ids: hostIds,
  log,
  metrics,
  faults,
  transaction: createTransactionMark(),
})

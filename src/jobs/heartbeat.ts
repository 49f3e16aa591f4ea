import type { Context } from '../run/context.ts'
import { watchTimes } from '../store/watch-times.ts'
import { type Job, usualMs } from './job.ts'

/** How often the address is called, in milliseconds. */
const everyMs = 60_000
/** How late a watch may be read, in milliseconds: longer than one turn, and than another replica needs to take its place. */
const overdueMs = 5 * 60_000

/** Calls the address of the heartbeat; gives the status of its answer. */
export type Beat = () => Promise<number>

/**
 * Calls an address every minute, unless a watch is overdue or the database doesn't answer: if the calls stop, what is behind
 * the address raises the alarm that the bot itself can't.
 */
export const heartbeatJob = (
  { store, world }: Pick<Context, 'store' | 'world'>,
  beatNow: () => Beat | undefined,
): Job => {
  let beaten = Number.NEGATIVE_INFINITY
  return {
    name: 'heartbeat',
    every: usualMs,
    turn: async () => {
      const now = world.clock.now()
      const beat = beatNow()
      if (!beat || now - beaten < everyMs) return
      beaten = now
      const times = await watchTimes(store.db)
      if (times && now - times.nextAt > overdueMs) return
      // What its error says may have the address in it, which is a secret.
      const status = await beat().catch(() => undefined)
      if (status === undefined || status < 200 || status >= 300) world.log.warn('heartbeat', { status })
    },
  }
}

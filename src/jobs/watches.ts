import type { Outbox } from '../outbox/outbox.ts'
import type { Context } from '../run/context.ts'
import { type DeclaredWatch, matchSettings } from '../run/watching/declared-watches.ts'
import { remindOfPaused } from '../run/watching/remind-paused.ts'
import { createSharedReadings } from '../run/watching/shared-readings.ts'
import { watchTurn } from '../run/watching/turn.ts'
import { createDueWatches } from '../store/due-watches.ts'
import type { World } from '../world.ts'
import { type Job, usualMs } from './job.ts'

/** How often it is looked whether somebody is to be reminded of paused watches, in milliseconds. */
const remindEveryMs = 60 * 60_000

/** Reminds channels of their paused watches. */
export const pausedWatchesJob = (context: Context, { wake }: Pick<Outbox, 'wake'>): Job => {
  let looked = 0
  return {
    name: 'paused watches',
    every: usualMs,
    turn: async () => {
      const now = context.world.clock.now()
      if (now - looked < remindEveryMs) return
      looked = now
      await remindOfPaused(context)
      wake()
    },
  }
}

/** Makes the watches of the settings those that there are: once at the start, and whenever the settings were read again. */
export const declaredWatchesJob = (
  context: Context,
  declared: () => readonly DeclaredWatch[],
  { wake }: Pick<Outbox, 'wake'>,
): Job => {
  let matched: readonly DeclaredWatch[] | undefined
  return {
    name: 'watches of the settings',
    every: usualMs,
    turn: async () => {
      const wanted = declared()
      if (wanted === matched) return
      if (await matchSettings(context, wanted)) matched = wanted
      wake()
    },
  }
}

/** How many watches one replica reads at a time, and of one connection: one that doesn't answer takes minutes. */
const most = 16
const ofConnection = 2
/**
 * How many of them may have begun within the last second: more answers at once hold the event loop for 50 ms and longer. What
 * takes longer than that waits for its system.
 */
const atOnce = 8
const soonMs = 1_000

/** A turn that is under way. */
interface Running {
  readonly connection: string
  readonly since: number
}

/** Reads the watches that are due, each by the replica that takes it, and stores what is to be said. */
export const watchesJob = (context: Context, { wake }: Pick<Outbox, 'wake'>): Job => {
  const { store, world, replica } = context
  const readings = createSharedReadings(world.clock)
  return {
    name: 'watches',
    every: usualMs,
    turn: async () => {
      const by = `${replica}:${world.ids.id()}`
      const due = createDueWatches(store, by)
      const running = new Map<Promise<void>, Running>()
      const begunSoon = (now: number) => [...running.values()].filter(({ since }) => now < since + soonMs).length
      for (;;) {
        const now = world.clock.now()
        const limit = Math.min(most - running.size, atOnce - begunSoon(now))
        const connections = [...running.values()].map(({ connection }) => connection)
        const taken = limit <= 0 ? [] : await due.take(now, { limit, ofConnection, running: connections })
        for (const row of taken) {
          const one = watchTurn(context, row, readings)
            .catch((error: unknown) => world.log.error('watch', { watch: row.id }, error))
            .then(() => {
              running.delete(one)
              wake()
            })
          running.set(one, { connection: row.connection, since: now })
        }
        if (running.size === 0) return
        const mayBeMore = taken.length >= limit && running.size < most
        await (mayBeMore ? oneOver(running.keys(), world.clock) : Promise.race(running.keys()))
        // Those that end together are replaced together.
        await readings.turn()
      }
    },
  }
}

/** Resolves when one is over, or when others may begin because these take long. */
const oneOver = async (running: Iterable<Promise<void>>, { sleep }: Pick<World['clock'], 'sleep'>): Promise<void> => {
  const over = new AbortController()
  await Promise.race([...running, sleep(soonMs, over.signal).catch(() => {})])
  over.abort()
}

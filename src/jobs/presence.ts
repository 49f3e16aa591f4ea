import type { Context } from '../run/context.ts'
import { sayAlive, sayGone } from '../store/replicas.ts'
import { type Job, usualMs } from './job.ts'

/** How often a replica reports itself if nothing has changed, in milliseconds; several times within `aliveMs`. */
const everyMs = 15_000

/**
 * Records in the database that this replica is alive, for the others and for `cox status`: when it is due, when Slack's
 * messages begin or stop to arrive, or when the database refused a write. `hears` says whether they can arrive now.
 */
export const presenceJob = ({ store, world, replica, program }: Context, isListening: () => boolean): Job => {
  let since: number | null = null
  let said: { readonly at: number; readonly since: number | null } | undefined
  return {
    name: 'presence',
    every: usualMs,
    turn: async () => {
      const now = world.clock.now()
      since = isListening() ? (since ?? now) : null
      const isWell = store.writes.trouble() === undefined
      if (isWell && said && said.since === since && now - said.at < everyMs) return
      const { version, startedAt } = program
      await sayAlive(store, { id: replica, version, started_at: startedAt, slack_since: since, seen_at: now })
      said = { at: now, since }
    },
    end: () => sayGone(store, replica),
  }
}

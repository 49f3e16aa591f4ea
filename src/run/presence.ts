import { sayAlive, sayGone } from '../store/replicas.ts'
import type { Means } from './means.ts'

/** Says on the database that this replica is there, for the others and for `cox status`. */
export interface Presence {
  /** Says so where it is time, where Slack is heard again or no more, or where the database refused a write; to be called every few seconds. */
  say(): Promise<void>
  /** This replica ends; others see it at once. */
  leave(): Promise<void>
}

/** So often is it said where nothing has changed, in milliseconds; several times within `aliveMs`. */
const everyMs = 15_000

/** `hears` is whether Slack can be heard just now. */
export const createPresence = ({ store, world, replica, program }: Means, hears: () => boolean): Presence => {
  let since: number | null = null
  let said: { readonly at: number; readonly since: number | null } | undefined
  return {
    say: async () => {
      const now = world.clock.now()
      since = hears() ? (since ?? now) : null
      const isWell = store.writes.trouble() === undefined
      if (isWell && said && said.since === since && now - said.at < everyMs) return
      const { version, startedAt } = program
      await sayAlive(store, { id: replica, version, started_at: startedAt, slack_since: since, seen_at: now })
      said = { at: now, since }
    },
    leave: () => sayGone(store, replica),
  }
}

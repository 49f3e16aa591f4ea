import { sayAlive, sayGone } from '../store/replicas.ts'
import type { Means } from './means.ts'

/** Says on the database that this replica is there, for the others and for `cox status`. */
export interface Presence {
  /** Says so now; to be repeated several times within `aliveMs`. */
  say(): Promise<void>
  /** This replica ends; others see it at once. */
  leave(): Promise<void>
}

/** `hears` is whether Slack can be heard just now. */
export const createPresence = ({ store, world, replica, program }: Means, hears: () => boolean): Presence => {
  let since: number | null = null
  return {
    say: () => {
      const now = world.clock.now()
      since = hears() ? (since ?? now) : null
      const { version, startedAt } = program
      return sayAlive(store, { id: replica, version, started_at: startedAt, slack_since: since, seen_at: now })
    },
    leave: () => sayGone(store, replica),
  }
}

import type { AlertEnding, OpenAlert } from '../../watch/alert/alert.ts'
import type { When } from '../../watch/condition/condition.ts'
import type { Offer } from '../../watch/condition/fit.ts'
import type { RaisedAlert, Watched, WatchMemory } from './watched.ts'

/** An alert with what its messages need. */
export interface AlertAbout {
  readonly watched: Watched
  readonly when: When
  readonly offer: Offer
  readonly alert: OpenAlert
  readonly last: WatchMemory['last']
  readonly before: WatchMemory['before']
  /** As it was raised. Its group is pinged for as long as it is open: it may not be sent before it is edited. */
  readonly raised: RaisedAlert
  readonly ending?: AlertEnding
  /** Why it is no longer checked, in a sentence. */
  readonly why?: string | undefined
}

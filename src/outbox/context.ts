import type { Store } from '../store/db.ts'
import type { Post } from '../store/posts.ts'
import type { World } from '../world.ts'
import type { Delivery } from './delivery.ts'
import type { Pace } from './pace.ts'
import type { Poster } from './poster.ts'
import type { PostRenderer } from './render.ts'

/** Why a message was given up: it isn't known whether it arrived, Slack refused it, or it could not be sent within a day. */
export type Lost = 'unsure' | 'refused' | 'late'

/** What the outbox is given. */
export interface OutboxContext extends PostRenderer {
  readonly store: Store
  readonly world: World
  /** This process, as others see it in the database. */
  readonly replica: string
  readonly poster: Poster
  /** Notifies the person elsewhere, once; again after a crash or if it throws. `word` is Slack's error code if it refused. */
  readonly onLost: (post: Post, why: Lost, word: string | undefined) => Promise<void>
  /** No edit is sent before this, and nothing is looked for, because Slack limits all edits together, and all looks. */
  readonly gate: { editsFrom: number; looksFrom: number }
  readonly delivery: Delivery
  readonly pace: Pace
}

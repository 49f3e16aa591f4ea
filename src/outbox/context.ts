import type { Store } from '../store/db.ts'
import type { Post } from '../store/posts.ts'
import type { World } from '../world.ts'
import type { Poster } from './poster.ts'
import type { PostRenderer } from './render.ts'

/** Why a message was given up: nobody knows whether it arrived, Slack said no, or it could not be sent in a day. */
export type Lost = 'unsure' | 'refused' | 'late'

/** What the outbox is given. */
export interface OutboxContext extends PostRenderer {
  readonly store: Store
  readonly world: World
  /** This process, as others see it in the database. */
  readonly replica: string
  readonly poster: Poster
  /** Tells it elsewhere, once; again after a crash or where it throws. `word` is Slack's own where it refused. */
  readonly onLost: (post: Post, why: Lost, word: string | undefined) => Promise<void>
  /** Slack counts edits as a whole: none before this. */
  readonly gate: { editsFrom: number }
}

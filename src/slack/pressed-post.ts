import { adopt, type Post, postAt } from '../store/posts.ts'
import type { SlackContext } from './context.ts'
import type { ReplyRoute } from './tell.ts'

/** A press of a button of the bot's. */
export interface Pressed extends ReplyRoute {
  /** The `ts` of the message that the button is on; absent if it is on none. */
  readonly ts: string | undefined
  /** True if Slack says that the message was posted by this very app. */
  readonly isOurs: boolean
}

/** True for an id as the bot makes them; a button may carry anything. */
export const isId = (value: string): boolean => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)

/**
 * The post whose message was pressed; undefined if it is none. `unplaced` is a post that may have arrived although that was
 * not known: then the press tells.
 */
export const pressedPost = async (
  { context: { store, world } }: { readonly context: Pick<SlackContext['context'], 'store' | 'world'> },
  { channel, ts, isOurs }: Pick<Pressed, 'channel' | 'ts' | 'isOurs'>,
  unplaced: () => Promise<Post | undefined>,
): Promise<Post | undefined> => {
  if (ts === undefined) return undefined
  const post = await postAt(store.db, channel, ts)
  if (post || !isOurs) return post
  const lost = await unplaced()
  if (lost?.ts === null) await store.transaction((tx) => adopt(tx, lost.id, { channel, ts }, world.clock.now()))
  // Slack shows a message before its answer is recorded, so it may be known only now.
  return postAt(store.db, channel, ts)
}

import { RefusedError, UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { adopt, type Post, postAt, postOf } from '../store/posts.ts'
import { getRun } from '../store/runs.ts'
import { isShared } from './answer.ts'
import type { SlackContext } from './context.ts'
import type { ReplyRoute } from './tell.ts'

/** A press of a button below a table. */
export interface OnTable extends ReplyRoute {
  /** The value of the button: the id of a run, if the button is the bot's. */
  readonly run: string
  /** The `ts` of the message that the button is on; absent if it is on none. */
  readonly ts: string | undefined
  /** True if Slack says that the message was posted by this very app. */
  readonly isOurs: boolean
}

/**
 * Who pressed, and the post that shows the table; none if the message is not one of the outbox, or the bot isn't in
 * that conversation now. Throws RefusedError for a stranger, and UserError for a button of another table.
 */
export const pressedTable = async (
  slack: SlackContext,
  pressed: OnTable,
): Promise<{ readonly principal: Principal; readonly post: Post | undefined }> => {
  const { run, ts, user, channel } = pressed
  const [who, standing] = await Promise.all([slack.people.known(user), slack.places.standing(channel)])
  if ('refused' in who) throw new RefusedError(who.refused)
  if (standing === 'shared') throw new RefusedError(isShared)
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(run)) throw new UserError('This button leads nowhere. Ask again.')
  const post = ts === undefined ? undefined : await postOn(slack, pressed, ts)
  // A page that one person sees is no post; it is where the line was asked.
  const isThere = post ? post.run === run : (await getRun(slack.context.store.db, run))?.channel === channel
  if (!isThere) throw new UserError('This button is not on the message of its table. Ask again.')
  return { principal: who.principal, post: standing === 'member' || standing === 'direct' ? post : undefined }
}

const postOn = async (
  { context }: SlackContext,
  { run, channel, isOurs }: OnTable,
  ts: string,
): Promise<Post | undefined> => {
  const { store, world } = context
  const post = await postAt(store.db, channel, ts)
  if (post) return post
  // A post turned out to have arrived although that was not known.
  const unplaced = isOurs ? await postOf(store.db, run) : undefined
  if (!unplaced || unplaced.ts !== null) return undefined
  const isThere = await store.transaction((tx) => adopt(tx, run, { channel, ts }, world.clock.now()))
  return isThere ? postAt(store.db, channel, ts) : undefined
}

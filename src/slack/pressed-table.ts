import { RefusedError, UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { type Post, postOf } from '../store/posts.ts'
import { getRun } from '../store/runs.ts'
import { isShared } from './answer.ts'
import type { SlackContext } from './context.ts'
import { isId, type Pressed, pressedPost } from './pressed-post.ts'

/** A press of a button below a table, or below an answer that can be shared. */
export interface OnTable extends Pressed {
  /** The value of the button: the id of a run, if the button is the bot's. */
  readonly run: string
}

/**
 * Who pressed, and the post that shows the answer; none if the message is not one of the outbox, or the bot isn't in
 * that conversation now. Throws RefusedError for a stranger, and UserError for a button of another one.
 */
export const pressedTable = async (
  slack: SlackContext,
  pressed: OnTable,
): Promise<{ readonly principal: Principal; readonly post: Post | undefined }> => {
  const { run, user, channel } = pressed
  const [who, standing] = await Promise.all([slack.people.known(user), slack.places.standing(channel)])
  if ('refused' in who) throw new RefusedError(who.refused)
  if (standing === 'shared') throw new RefusedError(isShared)
  if (!isId(run)) throw new UserError('This button leads nowhere. Ask again.')
  const { db } = slack.context.store
  const post = await pressedPost(slack, pressed, () => postOf(db, run))
  // A page that one person sees is no post; it is where the line was asked.
  const isThere = post ? post.run === run : (await getRun(db, run))?.channel === channel
  if (!isThere) throw new UserError('This button is not on the message that I posted for it. Ask again.')
  return { principal: who.principal, post: standing === 'member' || standing === 'direct' ? post : undefined }
}

import { RefusedError, UserError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { type AlertPress, pressAlert } from '../run/watching/press-alert.ts'
import { postOf } from '../store/posts.ts'
import { isShared } from './answer.ts'
import type { SlackContext } from './context.ts'
import { isId, type Pressed, pressedPost } from './pressed-post.ts'
import { tell } from './tell.ts'

/** A press of a button below an alert; `run` is the value of the button: the id of the alert, which is that of its post. */
interface OnAlert extends Pressed {
  readonly run: string
  readonly does: AlertPress
}

/** Says that somebody is on an alert, or snoozes it; the message itself is updated through the outbox. */
export const pressOnAlert = async (slack: SlackContext, pressed: OnAlert): Promise<Ending> => {
  const { context, outbox, people, places } = slack
  const { run: alert, does, user, channel } = pressed
  try {
    const [who, standing] = await Promise.all([people.known(user), places.standing(channel)])
    if ('refused' in who) throw new RefusedError(who.refused)
    if (standing === 'shared') throw new RefusedError(isShared)
    const post = isId(alert) ? await pressedPost(slack, pressed, () => postOf(context.store.db, alert)) : undefined
    if (post?.id !== alert) throw new UserError('This button is not on the message that I posted for it.')
    await pressAlert(context, { does, alert, principal: who.principal })
    outbox.wake()
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, { ...pressed, run: undefined }, message)
    return error instanceof RefusedError ? 'refused' : ending
  }
}

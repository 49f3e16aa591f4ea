import { RefusedError, UserError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { sharable, shareAnswer } from '../run/share.ts'
import { isShared } from './answer.ts'
import type { SlackContext } from './context.ts'
import type { Membership } from './membership.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { tell } from './tell.ts'

/** Shares an answer in the channel where it was asked, as whoever asked and pressed; tells that person if it isn't. */
export const pressShare = async (slack: SlackContext, pressed: OnTable): Promise<Ending> => {
  const { context, outbox, places } = slack
  try {
    const { principal, post: own } = await pressedTable(slack, pressed)
    const answer = await sharable(context, pressed.run, principal)
    // As it is now: what was cached may be a minute old.
    places.forget(answer.channel)
    const why = cannot[await places.standing(answer.channel)]
    if (why === isShared) throw new RefusedError(isShared)
    if (why !== undefined) throw new UserError(why)
    await shareAnswer(context, answer, { principal, own })
    outbox.wake()
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, { ...pressed, run: undefined }, message)
    return ending
  }
}

const invite = 'Invite me there (/invite), then press Share again.'

/** Why nothing can be posted in a channel, by how the bot stands there. */
const cannot: Readonly<Partial<Record<Membership, string>>> = {
  shared: isShared,
  archived: 'The channel where you asked is archived, so nothing can be posted there.',
  outside: `I am not in the channel where you asked. ${invite}`,
  hidden: `I am not in the channel where you asked, or Slack doesn't answer now. ${invite}`,
}

import { UserError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { storedPage, storedTable } from '../run/stored-table.ts'
import { say } from '../store/posts.ts'
import type { SlackContext } from './context.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { tell } from './tell.ts'

/** A press of a button that shows other rows of a table. */
export interface PagePress extends OnTable {
  /** The number of the first row to show. */
  readonly at: number
}

/**
 * Shows other rows of a stored table to a person who may see them: in the message itself, or to that person alone if the bot
 * isn't in the conversation. Nothing is read from a system for it.
 */
export const pressPage = async (slack: SlackContext, pressed: PagePress): Promise<Ending> => {
  const { context, outbox } = slack
  const { run, at, channel } = pressed
  try {
    if (!Number.isInteger(at) || at < 0) throw new UserError('This button leads nowhere. Ask again.')
    const { principal, post } = await pressedTable(slack, pressed)
    const stored = await storedTable(context, { run, principal, channel })
    const message = await storedPage(context, stored, at)
    if (post === undefined) await tell(slack, pressed, message)
    else {
      const { id, channel: place, thread } = post
      const said = { id, run, channel: place, ...(thread !== null && { thread }), message }
      await context.store.transaction((tx) => say(tx, said, context.world.clock.now()))
      outbox.wake()
    }
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, { ...pressed, run: undefined }, message)
    return ending
  }
}

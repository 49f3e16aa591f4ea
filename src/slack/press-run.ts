import type { z } from 'zod'
import type { Action } from '../message/message.ts'
import { type Begun, dropRun } from '../store/runs.ts'
import { accountOf } from './answer.ts'
import type { SlackContext } from './context.ts'
import { originOf } from './origin.ts'
import type { BlockActions } from './payload.ts'
import { pressedButton } from './pressed-button.ts'
import { isId } from './pressed-post.ts'
import { replyRouteOf } from './reply-route.ts'

const deciding: readonly string[] = ['confirm', 'remind', 'cancel', 'undo', 'again'] satisfies Action['does'][]

/** True for the buttons that decide about a proposal: `confirm`. */
export const isDeciding = (does: string): does is Action['does'] => deciding.includes(does)

/** A press that decides about a proposal, as a run: if the bot is killed before it ends, that person hears of it. */
export const pressBegun = (slack: SlackContext, body: z.output<typeof BlockActions>): Begun | undefined => {
  const { does, value: proposal } = pressedButton(body)
  // It comes once, so its key is an id as good as any.
  const [id] = originOf.press(body).keys
  if (!isDeciding(does) || !isId(proposal) || id === undefined) return undefined
  const { user, channel } = replyRouteOf.press(body)
  const { replica } = slack.context
  return { id, principal: accountOf(slack, user), line: '', replica, channel, press: { does, proposal } }
}

/** Carries out a press as the run that was stored for it, and forgets the run then: the message shows the outcome. */
export const duringPress = async (
  { live, context }: SlackContext,
  { id }: Begun,
  work: () => Promise<void>,
): Promise<void> => {
  live.set(id, new AbortController())
  try {
    await work()
  } finally {
    live.delete(id)
    // If the database is away, that person hears of it once it is back.
    await context.store.transaction((tx) => dropRun(tx, id)).catch(() => {})
  }
}

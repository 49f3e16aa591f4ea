import { withValues } from '../../command/with-values.ts'
import { explain } from '../../run/explain.ts'
import type { Ending } from '../../run/reply.ts'
import { getRun } from '../../store/runs.ts'
import { answerAgain } from '../answer.ts'
import type { SlackContext } from '../context.ts'
import { isId } from '../pressed-post.ts'
import { tell } from '../tell.ts'
import { usableForm } from './usable.ts'
import { enteredIn, type InputStates } from './values.ts'

/** What somebody submitted: the run whose form it is, as the modal says, and what they entered. */
export interface Submitted {
  readonly user: string
  readonly run: string
  readonly states: InputStates
}

/** Runs the line of a form again with what was entered, as the person who submitted it and where it was asked. */
export const submitForm = async (slack: SlackContext, { user, run, states }: Submitted): Promise<Ending> => {
  const { context } = slack
  const back = await routeOf(slack, user, run)
  try {
    const { form, run: asked } = await usableForm(slack, user, run)
    // What doesn't fit was not told in time: the command says so, and asks again.
    const { line, apart } = withValues(asked.line, form, enteredIn(form, states).values, {
      commands: context.commands,
      connections: context.connections.map(({ connection: { id } }) => id),
    })
    return await answerAgain(slack, { ...back, line, values: apart })
  } catch (error) {
    const { ending, message } = explain(error, slack.context, {})
    await tell(slack, back, message)
    return ending
  }
}

/** A modal belongs to no conversation, so what is said about it goes to where its line was asked. */
const routeOf = async ({ context }: SlackContext, user: string, run: string) => {
  const row = isId(run) ? await getRun(context.store.db, run) : undefined
  return { user, channel: row?.channel ?? user, ...(row?.thread && { thread: row.thread }) }
}

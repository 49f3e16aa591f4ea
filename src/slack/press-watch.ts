import type { z } from 'zod'
import { RefusedError, UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { clausesFrom, keepWatchForm } from '../run/watching/watch-form.ts'
import { getRun } from '../store/runs.ts'
import { answerAgain } from './answer.ts'
import type { SlackContext } from './context.ts'
import { usableForm } from './forms/usable.ts'
import { enteredIn } from './forms/values.ts'
import { formView } from './forms/view.ts'
import type { Submission } from './payload.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { tell } from './tell.ts'
import { lineAsTyped } from './typed.ts'

/** Opens the form in which a person says how the answer with this button is watched, here. */
export const pressWatch = async (slack: SlackContext, pressed: OnTable, trigger: string): Promise<Ending> => {
  const { context } = slack
  const { channel, thread } = pressed
  try {
    const { principal, post } = await pressedTable(slack, pressed)
    const run = await getRun(context.store.db, pressed.run)
    if (!run || !post?.message)
      throw new UserError(
        'This answer is no longer stored, so it can’t be watched from here. Ask again, in a channel that I am in.',
      )
    const { facts = {}, connection } = JSON.parse(post.message) as Message
    const id = await keepWatchForm(context, { principal, channel, thread, run, figures: facts, connection })
    const { form, run: kept } = await usableForm(slack, pressed.user, id)
    const view = formView(form, { run: id, line: lineAsTyped(kept.line, slack.words) })
    const opened =
      view && (await slack.call('views.open', { trigger_id: trigger, view: { ...view, callback_id: 'watch' } }))
    if (opened?.how !== 'sent') throw new UserError('Slack did not open the form. Press the button again.')
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, { ...pressed, run: undefined }, message)
    return error instanceof RefusedError ? 'refused' : ending
  }
}

/** Begins the watch of a submission, as the person who submitted it and where the button was pressed. */
export const takeWatch = async (slack: SlackContext, body: z.output<typeof Submission>): Promise<Ending> => {
  const user = body.user.id
  const { private_metadata: id, state } = body.view
  try {
    const { form, run } = await usableForm(slack, user, id)
    const line = `${run.line} ${clausesFrom(enteredIn(form, state.values).values)}`
    const { channel, thread } = run
    return await answerAgain(slack, { user, channel, ...(thread !== null && { thread }), line })
  } catch (error) {
    const { ending, message } = explain(error, slack.context, {})
    await tell(slack, { user, channel: user }, message)
    return ending
  }
}

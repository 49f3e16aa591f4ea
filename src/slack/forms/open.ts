import { UserError } from '../../errors.ts'
import { explain } from '../../run/explain.ts'
import type { Ending } from '../../run/reply.ts'
import type { SlackContext } from '../context.ts'
import { type ReplyRoute, tell } from '../tell.ts'
import { lineAsTyped } from '../typed.ts'
import { usableForm } from './usable.ts'
import { formView } from './view.ts'

const notOpened = 'Slack did not open the form. Press the button again, or type the line with its values.'

/** Opens the form of a run as a modal; if that isn't possible, says why and what to do. */
export const openForm = async (
  slack: SlackContext,
  back: ReplyRoute,
  run: string,
  trigger: string,
): Promise<Ending> => {
  try {
    const { form, run: asked } = await usableForm(slack, back.user, run)
    const view = formView(form, { run: asked.id, line: lineAsTyped(asked.line, slack.words) })
    if (!view) throw new UserError(notOpened)
    const opened = await slack.call('views.open', { trigger_id: trigger, view })
    if (opened.how !== 'sent') throw new UserError(notOpened)
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, slack.context, {})
    await tell(slack, back, message)
    return ending
  }
}

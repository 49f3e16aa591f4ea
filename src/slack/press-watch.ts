import type { z } from 'zod'
import { RefusedError, UserError } from '../errors.ts'
import type { FieldValue, Form, FormOption } from '../form.ts'
import type { Message } from '../message/message.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { clausesFrom, keepWatchForm } from '../run/watching/watch-form.ts'
import { getRun } from '../store/runs.ts'
import { answerAgain } from './answer.ts'
import { commonChannels } from './common-channels.ts'
import type { SlackContext } from './context.ts'
import { usableForm } from './forms/usable.ts'
import { enteredIn } from './forms/values.ts'
import { formView } from './forms/view.ts'
import type { Submission } from './payload.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { type ReplyRoute, tell } from './tell.ts'
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
    const channels = await commonChannels(slack, pressed.user)
    const asked = { principal, channel, thread, run, figures: facts, connection, channels }
    const id = await keepWatchForm(context, asked)
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

/** Begins the watch of a submission, as the person who submitted it: where the button was pressed, or in the channel that was chosen. */
export const takeWatch = async (slack: SlackContext, body: z.output<typeof Submission>): Promise<Ending> => {
  const user = body.user.id
  const { private_metadata: id, state } = body.view
  let pressed: ReplyRoute = { user, channel: user }
  try {
    const { form, run } = await usableForm(slack, user, id)
    const { channel, thread } = run
    pressed = { user, channel, ...(thread !== null && { thread }) }
    const { values } = enteredIn(form, state.values)
    const line = `${run.line} ${clausesFrom(values)}`
    const chosen = await chosenIn(slack, { user, form, here: channel, value: values.channel })
    if (!chosen) return await answerAgain(slack, { ...pressed, line })
    const ending = await answerAgain(slack, { user, channel: chosen.value, line })
    const said = ending === 'done' ? 'The watch is' : 'The watch could not begin; why is'
    const there = { tone: 'answer', title: `${said} in ${chosen.name}` } as const
    await tell(slack, pressed, there)
    return ending
  } catch (error) {
    const { ending, message } = explain(error, slack.context, {})
    await tell(slack, pressed, message)
    return ending
  }
}

/** The other channel that somebody chose, where both that person and the bot are now; undefined for the one of the button. */
const chosenIn = async (
  { context, people, places }: SlackContext,
  {
    user,
    form: { fields },
    here,
    value,
  }: {
    readonly user: string
    readonly form: Form
    readonly here: string
    readonly value: FieldValue | undefined
  },
): Promise<Required<FormOption> | undefined> => {
  if (value === undefined || value === here) return undefined
  const kind = fields.find(({ name }) => name === 'channel')?.kind
  const option = kind?.is === 'choice' ? kind.options.find((one) => one.value === value) : undefined
  const who = await people.known(user)
  if (!option || 'refused' in who) throw new UserError('Choose a channel of the list. Open the form again.')
  const standing = await context.people.standing?.(who.principal, option.value)
  if (standing === undefined) throw new UserError('Slack doesn’t say just now who is in that channel. Try again.')
  if (standing === 'in' && (await places.standing(option.value)) === 'member')
    return { value: option.value, name: option.name ?? option.value }
  throw new UserError(`You and I must both be in ${option.name ?? 'that channel'}, so nothing is watched.`)
}

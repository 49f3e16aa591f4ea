import type { Principal } from '../policy/person.ts'
import type { Ending } from '../run/reply.ts'
import { getRun } from '../store/runs.ts'
import { answerAgain } from './answer.ts'
import { reasonView } from './blocks/reason-view.ts'
import type { SlackContext } from './context.ts'
import { type ReplyRoute, tell } from './tell.ts'
import { lineAsTyped } from './typed.ts'

const gone = 'It is too long ago. Type the line again, with its reason after “because”.'

/** Opens the modal that asks for the reason of a run's line; if Slack does not open it, says what to type. */
export const askReason = async (
  slack: SlackContext,
  back: ReplyRoute,
  run: string,
  trigger: string,
): Promise<Ending> => {
  const { context, words, call } = slack
  const row = await getRun(context.store.db, run)
  if (!row) return refuse(slack, back, gone)
  const view = reasonView({ run, line: lineAsTyped(row.line, words), title: 'Reason for the change' })
  const opened = await call('views.open', { trigger_id: trigger, view })
  if (opened.how === 'sent') return 'done'
  return refuse(slack, back, 'Slack did not open the form. Type the line again, with its reason after “because”.')
}

/** Runs the line of a run with the reason that the same person has given. */
export const withReason = async (slack: SlackContext, user: string, run: string, reason: string): Promise<Ending> => {
  const row = await getRun(slack.context.store.db, run)
  const back = { user, channel: row?.channel ?? user, thread: row?.thread ?? undefined }
  if (!row || row.channel === null) return refuse(slack, back, gone)
  const who = await slack.people.known(user)
  const isTheirs = 'principal' in who && who.principal.id === (JSON.parse(row.principal) as Principal).id
  if (!isTheirs) return refuse(slack, back, 'Somebody else asked for this. Type the line yourself.')
  return answerAgain(slack, { ...back, line: row.line, reason })
}

const refuse = async (slack: SlackContext, back: ReplyRoute, title: string): Promise<Ending> => {
  await tell(slack, back, { tone: 'error', title })
  return 'usage'
}

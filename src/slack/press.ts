import { UserError } from '../errors.ts'
import type { Action, Message } from '../message/message.ts'
import { duration, moment } from '../message/time.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { type Click, cancel, confirm } from '../run/confirm.ts'
import { explain } from '../run/explain.ts'
import { proposalOf } from '../run/intent.ts'
import type { Ending, Reply } from '../run/reply.ts'
import { outcomeOf } from '../run/result.ts'
import { shortId } from '../run/short-id.ts'
import { undo } from '../run/undo.ts'
import { alertById } from '../store/alerts.ts'
import { type Post, postAt, postsOf } from '../store/posts.ts'
import { drop } from './admit.ts'
import { answerAgain, isShared } from './answer.ts'
import type { SlackContext } from './context.ts'
import { isId, type Pressed, pressedPost } from './pressed-post.ts'
import { tell } from './tell.ts'

/** A press of a button that decides about a proposal. */
export interface Press extends Pressed {
  readonly does: Action['does']
  /** The value of the button: the id of a proposal, if the button is the bot's. */
  readonly value: string
}

const foreign = 'This button is not on the message that I posted for it. Use the original one, or ask again.'

// The requester counts already, so the message does not change with that press.
const waits = 'You have approved it. Nothing is written until somebody else approves it too.'

/** The note about a press that counts, for that person only. */
const noted = ({ waits: isWaiting, remindAt }: Reply, now: number): Message => {
  if (remindAt === undefined) return { tone: 'answer', title: waits }
  const when = `at ${moment(remindAt)} (in ${duration(remindAt - now)})`
  return isWaiting
    ? {
        tone: 'answer',
        title: waits,
        lead: `Reminder set: once it is applied, I'll say here ${when} whether it still is.`,
      }
    : { tone: 'answer', title: 'Reminder set', lead: `I'll say here ${when} whether it is still so.` }
}

/** Carries out a press, and tells only the person if it did nothing; the message itself is updated through the outbox. */
export const press = async (slack: SlackContext, pressed: Press): Promise<Ending> => {
  const { context, outbox } = slack
  const who = await slack.people.known(pressed.user)
  if ('refused' in who && who.isBot) {
    drop(slack, 'bot')
    return 'refused'
  }
  const reply = await decided(slack, pressed).catch((error: unknown) => explain(error, context, {}))
  outbox.wake()
  if (typeof reply === 'string') return reply
  if (reply.to === 'person') await tell(slack, pressed, reply.message)
  else if (reply.late) await tell(slack, pressed, tooLate(reply, await humanOf(slack, pressed)))
  else if (reply.waits || reply.remindAt !== undefined)
    await tell(slack, pressed, noted(reply, context.world.clock.now()))
  return reply.ending
}

/** The answer to a press, or how a run ended that the press started and that sent its own answer. */
const decided = async (slack: SlackContext, pressed: Press): Promise<Reply | Ending> => {
  const { context } = slack
  const [who, standing] = await Promise.all([slack.people.known(pressed.user), slack.places.standing(pressed.channel)])
  if ('refused' in who) return said('refused', who.refused)
  if (standing === 'shared') return said('refused', isShared)
  const proposal = proposalIn(pressed.value)
  if (!(await isOn(slack, pressed, proposal))) return said('refused', foreign)
  const click = { proposal, channel: pressed.channel, principal: who.principal }
  return carriedOut(slack, pressed, click).catch(async (error: unknown) =>
    explain(error, context, await about(context, click)),
  )
}

const carriedOut = async (slack: SlackContext, pressed: Press, click: Click): Promise<Reply | Ending> => {
  const { context } = slack
  if (pressed.does === 'again') return askAgain(slack, pressed, click)
  if (pressed.does === 'undo') return undo(context, { ...click, ...(await besideAlert(slack, pressed)) })
  if (pressed.does === 'cancel') return cancel(context, click)
  return confirm(context, { ...click, remind: pressed.does === 'remind' })
}

/** The thread of the alert whose message was pressed; nothing if it is no alert. */
const besideAlert = async ({ context: { store } }: SlackContext, { channel, thread, ts }: Press) => {
  const post = ts === undefined ? undefined : await postAt(store.db, channel, ts)
  const alert = post && (await alertById(store.db, post.id))
  return alert && ts !== undefined ? { conversation: { channel, thread: thread ?? ts } } : {}
}

/** What a refusal is about, because it appears far from the message with the button; nothing if that can't be read either. */
const about = async (
  context: SlackContext['context'],
  { proposal }: Click,
): Promise<Pick<Message, 'asked' | 'connection'>> => {
  const row = await proposalOf(context, proposal).catch(() => undefined)
  return row === undefined
    ? {}
    : { asked: askedBy(JSON.parse(row.requester) as Principal, row.line), connection: row.connection }
}

/** Runs the line of an expired proposal again, as the person who presses; for a way back, proposes that again. */
const askAgain = async (slack: SlackContext, pressed: Press, click: Click): Promise<Reply | Ending> => {
  const row = await proposalOf(slack.context, click.proposal)
  if (outcomeOf(row) !== 'expired') throw new UserError('Only a proposal that expired can be asked again like this.')
  if (row.undoes !== null) return undo(slack.context, { ...click, proposal: row.undoes })
  const { user, channel, thread, kind, responseUrl } = pressed
  const values = row.reason === null ? {} : { reason: row.reason }
  return answerAgain(slack, { user, channel, thread, kind, responseUrl, line: row.line, values })
}

const said = (ending: Ending, title: string): Reply => ({ ending, to: 'person', message: { tone: 'refused', title } })

/** The human who confirms with this press; undefined if it is no confirmation. */
const humanOf = async ({ context, people }: SlackContext, { user, does }: Press): Promise<string | undefined> => {
  if (does === 'cancel') return undefined
  const who = await people.known(user)
  return 'refused' in who ? undefined : context.policy.human(who.principal)
}

const tooLate = ({ message: { title, lead }, proposal, by }: Reply, human: string | undefined): Message => {
  if (proposal !== undefined && human !== undefined && by?.includes(human))
    return { tone: 'answer', title: `You already did this (proposal ${shortId(proposal)}).`, lead: `${title}.` }
  return { tone: 'answer', title: `Too late to decide: ${title}`, ...(lead !== undefined && { lead }) }
}

/** True if the proposal is shown with this button by the very message that was pressed. */
const isOn = async (slack: SlackContext, pressed: Press, proposal: string): Promise<boolean> => {
  const { db } = slack.context.store
  const unplaced = async () => (await postsOf(db, proposal)).find(({ ts }) => ts === null)
  const post = await pressedPost(slack, pressed, unplaced)
  return post !== undefined && shows(post, pressed.does, proposal)
}

const shows = (post: Post, does: Action['does'], proposal: string): boolean => {
  if (post.proposal !== null) return post.proposal === proposal
  const { actions = [] } = JSON.parse(post.message ?? '{}') as Partial<Message>
  return actions.some((action) => action.does === does && action.proposal === proposal)
}

/** The proposal that a button names; throws UserError if it is no id of ours. */
const proposalIn = (value: string): string => {
  if (!isId(value)) throw new UserError(foreign)
  return value
}

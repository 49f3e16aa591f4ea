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
import { adopt, type Post, postAt, postsOf } from '../store/posts.ts'
import { drop } from './admit.ts'
import { answerAgain, isShared } from './answer.ts'
import type { Face } from './face.ts'
import { type ReplyRoute, tell } from './tell.ts'

/** A press on a button that decides about a proposal. */
export interface Press extends ReplyRoute {
  readonly does: Action['does']
  /** The value of the button: the id of a proposal, if it is ours. */
  readonly value: string
  /** The `ts` of the message that the button is on; absent where it is on none. */
  readonly ts: string | undefined
  /** True where Slack says that the message was posted by this very app. */
  readonly isOurs: boolean
}

const foreign = 'This button is not on the message that I posted for it. Use the original one, or ask again.'

// Who asked counts already, so the message does not change by that press.
const waits = 'You have approved it. Nothing is written until somebody else approves it too.'

/** What only the person is told of a press that counts. */
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

/** Carries out a press, and tells the person alone where it did nothing; the message itself follows through the outbox. */
export const press = async (face: Face, pressed: Press): Promise<Ending> => {
  const { means, outbox } = face
  const who = await face.people.known(pressed.user)
  if ('refused' in who && who.isBot) {
    drop(face, 'bot')
    return 'refused'
  }
  const reply = await decided(face, pressed).catch((error: unknown) => explain(error, means, {}))
  outbox.kick()
  if (typeof reply === 'string') return reply
  if (reply.to === 'person') await tell(face, pressed, reply.message)
  else if (reply.late) await tell(face, pressed, tooLate(reply, await humanOf(face, pressed)))
  else if (reply.waits || reply.remindAt !== undefined) await tell(face, pressed, noted(reply, means.world.clock.now()))
  return reply.ending
}

/** The answer to a press, or how the run ended that it began and that answered for itself. */
const decided = async (face: Face, pressed: Press): Promise<Reply | Ending> => {
  const { means } = face
  const [who, standing] = await Promise.all([face.people.known(pressed.user), face.places.standing(pressed.channel)])
  if ('refused' in who) return said('refused', who.refused)
  if (standing === 'shared') return said('refused', isShared)
  const proposal = proposalIn(pressed.value)
  if (!(await isOn(face, pressed, proposal))) return said('refused', foreign)
  const click = { proposal, channel: pressed.channel, principal: who.principal }
  return carriedOut(face, pressed, click).catch(async (error: unknown) =>
    explain(error, means, await about(means, click)),
  )
}

const carriedOut = async (face: Face, pressed: Press, click: Click): Promise<Reply | Ending> => {
  const { means } = face
  if (pressed.does === 'again') return askAgain(face, pressed, click)
  if (pressed.does === 'undo') return undo(means, click)
  if (pressed.does === 'cancel') return cancel(means, click)
  return confirm(means, { ...click, remind: pressed.does === 'remind' })
}

/** What a refusal is about, which stands far from the message that was pressed; nothing if that can't be read either. */
const about = async (means: Face['means'], { proposal }: Click): Promise<Pick<Message, 'asked' | 'connection'>> => {
  const row = await proposalOf(means, proposal).catch(() => undefined)
  return row === undefined
    ? {}
    : { asked: askedBy(JSON.parse(row.requester) as Principal, row.line), connection: row.connection }
}

/** Asks the line of an expired proposal again, as whoever presses; of a way back, that way again. */
const askAgain = async (face: Face, pressed: Press, click: Click): Promise<Reply | Ending> => {
  const row = await proposalOf(face.means, click.proposal)
  if (outcomeOf(row) !== 'expired') throw new UserError('Only a proposal that expired can be asked again like this.')
  if (row.undoes !== null) return undo(face.means, { ...click, proposal: row.undoes })
  const { user, channel, thread, kind, responseUrl } = pressed
  const reason = row.reason === null ? {} : { reason: row.reason }
  return answerAgain(face, { user, channel, thread, kind, responseUrl, line: row.line, ...reason })
}

const said = (ending: Ending, title: string): Reply => ({ ending, to: 'person', message: { tone: 'refused', title } })

/** Who confirms with this press, as people are counted; undefined if it is no confirmation. */
const humanOf = async ({ means, people }: Face, { user, does }: Press): Promise<string | undefined> => {
  if (does === 'cancel') return undefined
  const who = await people.known(user)
  return 'refused' in who ? undefined : means.policy.human(who.principal)
}

const tooLate = ({ message: { title, lead }, proposal, by }: Reply, human: string | undefined): Message => {
  if (proposal !== undefined && human !== undefined && by?.includes(human))
    return { tone: 'answer', title: `You already did this (proposal ${shortId(proposal)}).`, lead: `${title}.` }
  return { tone: 'answer', title: `Too late to decide: ${title}`, ...(lead !== undefined && { lead }) }
}

/** True if the proposal is shown with this button by the very message that was pressed. */
const isOn = async ({ means }: Face, { does, channel, ts, isOurs }: Press, proposal: string): Promise<boolean> => {
  const { store, world } = means
  if (ts === undefined) return false
  const post = await postAt(store.db, channel, ts)
  if (post) return shows(post, does, proposal)
  // A post whose arrival was not known yet, or never, has turned up.
  const [unplaced] = (await postsOf(store.db, proposal)).filter((one) => one.ts === null)
  if (!unplaced || !isOurs) return false
  return store.transaction((tx) => adopt(tx, unplaced.id, { channel, ts }, world.clock.now()))
}

const shows = (post: Post, does: Action['does'], proposal: string): boolean => {
  if (post.proposal !== null) return post.proposal === proposal
  const { actions = [] } = JSON.parse(post.message ?? '{}') as Partial<Message>
  return actions.some((action) => action.does === does && action.proposal === proposal)
}

/** The proposal that a button names; throws UserError where it is no id of ours. */
const proposalIn = (value: string): string => {
  if (!/^[0-9A-HJKMNP-TV-Z]{26}$/.test(value)) throw new UserError(foreign)
  return value
}

import type { Json } from '../command/define.ts'
import { isGone, SystemError, UserError } from '../errors.ts'
import { count } from '../message/time.ts'
import type { Principal } from '../policy/person.ts'
import { listed } from '../policy/scope-words.ts'
import { beyond, type Reach } from '../reach.ts'
import { affectedIn } from '../store/impact.ts'
import { closePending, type Proposal } from '../store/proposals.ts'
import type { ProposalTable } from '../store/schema.ts'
import { alreadySo } from './already-so.ts'
import type { Context } from './context.ts'
import { type Draft, draft, NothingToDo } from './draft.ts'
import { editsOf } from './edits.ts'
import { decideElsewhere } from './elsewhere.ts'
import type { Intent } from './intent.ts'
import { conversationOf, maxRounds, record, rowOf } from './propose.ts'
import { equal } from './read-state.ts'
import type { Reply } from './reply.ts'
import { presentReply, settleClaim } from './settle.ts'
import { shownDifferences, shownIn } from './shown.ts'
import { reachWords } from './wording.ts'

/** Why a proposal cannot be drafted any more, in one sentence. */
export interface Gone {
  readonly gone: string
}

/**
 * Reads and plans once more; gives a reason instead if the object is gone, is already as asked, or cannot be planned any
 * more.
 */
export const redraft = async (context: Context, row: Proposal, intent: Intent): Promise<Draft | Gone> => {
  try {
    return await draft(intent, context, JSON.parse(row.before) as Json)
  } catch (error) {
    if (error instanceof NothingToDo) return { gone: await alreadySo(context, row, intent) }
    if (error instanceof UserError) return { gone: error.message }
    if (isGone(error)) return { gone: `It is not on ${row.connection} any more: somebody deleted it since you asked.` }
    throw error
  }
}

/**
 * Why the write of now is not what was shown, a sentence each; none if it is the same. It differs if anything in it or in
 * its preconditions differs, if it would affect more than was shown, or if more people are needed. Fewer is fine.
 */
export const whyStale = (
  { program }: Pick<Context, 'program'>,
  row: Proposal,
  now: Draft | Gone,
  { connection }: Intent,
): readonly string[] => {
  if ('gone' in now) return [now.gone]
  const { unit } = connection.system
  const shown = affectedIn(row.impact)
  const validation = now.plan.validation ?? false
  const switched = validation !== shownIn(row).validation
  const more = beyond(shown, now)
  return [
    ...(isChanged(row, now, switched) ? [whatChanged(row, now, program.version)] : []),
    ...(switched ? [`Change validation is ${validation ? 'on' : 'off'} now.`] : []),
    ...(more === 'more'
      ? [`It would affect ${reachWords(now.reach, unit) ?? `more ${unit.many}`} now, not ${shownWords(shown.reach)}.`]
      : more
        ? [`It would also affect ${listed(more.map(({ name }) => name))}.`]
        : []),
    ...(now.people > row.people ? ['More people must confirm it now.'] : []),
  ]
}

/** Another version may compare other things, so a difference need not be one of the object. */
const whatChanged = (row: Proposal, now: Draft, version: string): string => {
  if (shownIn(row).version !== version) return 'The bot was upgraded since you asked, so it asks again.'
  return isEdited(row, now) ? 'It was changed since you asked.' : 'What it depends on has changed since you asked.'
}

const shownWords = (reach: Reach): string => (typeof reach === 'number' ? count(reach) : 'none')

/** The previous version stored no `bound`; nothing else says whether validation was on. */
const isChanged = (row: Proposal, now: Draft, switched: boolean): boolean =>
  now.fingerprint !== row.fingerprint || (row.bound !== null && now.bound !== row.bound && !switched)

/** Whether the object itself was edited, not only what a change of it depends on; the previous version stored no `holds`. */
const isEdited = (row: Proposal, now: Draft): boolean =>
  row.holds === null ||
  !equal(JSON.parse(row.before) as Json, now.before) ||
  !equal(JSON.parse(row.holds) as Json, now.preconditions)

/** The successor of a stale proposal: one without votes, a sentence why there can be none, or neither after three rounds. */
const nextOf = (
  context: Context,
  row: Proposal,
  intent: Intent,
  now: Draft | Gone,
): { readonly successor?: ProposalTable; readonly instead?: string } => {
  if ('gone' in now) return { instead: '' }
  if (row.round + 1 > maxRounds) return {}
  const successor = rowOf(context, intent, now, {
    requester: JSON.parse(row.requester) as Principal,
    line: row.line,
    replaces: row.id,
    round: row.round + 1,
    conversation: conversationOf(row),
    ...(row.undoes !== null && { undoes: row.undoes }),
  })
  const elsewhere = decideElsewhere(successor, now.plan.accepts, intent.connection, context.display)
  return elsewhere ? { instead: `${elsewhere.title}.` } : { successor }
}

const resultOf = (
  row: Proposal,
  why: readonly string[],
  { successor, instead }: ReturnType<typeof nextOf>,
  edits: readonly string[],
) => ({
  sentence: [
    ...why,
    successor ? 'Below is how it would be now.' : (instead ?? 'It keeps changing: ask again when it is quiet.'),
  ]
    .filter(Boolean)
    .join(' '),
  ...(successor && { successor: successor.id }),
  ...(edits.length > 0 || successor
    ? { differs: [...new Set([...edits, ...(successor ? shownDifferences(row, successor) : [])])] }
    : {}),
})

/** The edits, if the object is still there and the system answers. */
const edited = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  now: Draft | Gone,
): Promise<readonly string[]> => {
  if ('gone' in now) return []
  return editsOf(context, row, intent, now).catch((error: unknown) => {
    if (!(error instanceof SystemError)) throw error
    context.world.log.warn('look', { proposal: row.id }, error)
    return []
  })
}

/**
 * Closes a stale proposal with nothing written, and shows the new difference as a proposal without votes, at most three
 * times.
 */
export const replaceStale = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  now: Draft | Gone,
): Promise<Reply> => {
  const { store, world } = context
  const next = nextOf(context, row, intent, now)
  const { successor } = next
  const why = [...whyStale(context, row, now, intent), 'Nothing was written.']
  const result = JSON.stringify(resultOf(row, why, next, await edited(context, row, intent, now)))
  await store.transaction(async (tx) => {
    if (!(await closePending(tx, row.id, { outcome: 'stale', result, now: world.clock.now() }))) return
    await store.audit.append(tx, 'stale', { proposal: row.id, successor: successor?.id ?? null })
    if (successor) await record(context, tx, successor)
  })
  return presentReply(context, row.id)
}

/**
 * Ends a claim whose object was changed since the confirmation, as the last read found: nothing was sent. It shows the new
 * difference as `replaceStale` does, if the system says what that is.
 */
export const endStale = async (context: Context, row: Proposal, intent: Intent): Promise<void> => {
  const why = ['It was changed just before the request. Nothing was sent.']
  const now = await redraft(context, row, intent).catch((error: unknown) => {
    if (!(error instanceof SystemError)) throw error
    context.world.log.warn('look', { proposal: row.id }, error)
    return undefined
  })
  const next = now && nextOf(context, row, intent, now)
  const result = next
    ? resultOf(
        row,
        'gone' in now ? [now.gone, 'Nothing was sent.'] : why,
        next,
        await edited(context, row, intent, now),
      )
    : { sentence: `${why.join(' ')} Ask again.` }
  await settleClaim(context, row, { outcome: 'stale', result, lookAt: null }, next?.successor)
}

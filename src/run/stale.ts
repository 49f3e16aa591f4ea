import { isGone, UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { closePending, type Proposal } from '../store/proposals.ts'
import { type Draft, draft, type Intent, NothingToDo } from './draft.ts'
import { decideElsewhere } from './elsewhere.ts'
import type { Means } from './means.ts'
import { maxRounds, record, rowOf, spotOf } from './propose.ts'
import type { Reply } from './reply.ts'
import { presentReply } from './settle.ts'
import { differences } from './shown.ts'

/** Why a proposal cannot be drafted any more, in one sentence. */
export interface Gone {
  readonly gone: string
}

/** Looks and plans once more; a reason instead where the thing is gone, is so already, or cannot be planned any more. */
export const redraft = async (means: Means, row: Proposal, intent: Intent): Promise<Draft | Gone> => {
  try {
    return await draft(intent, means)
  } catch (error) {
    if (error instanceof NothingToDo)
      return { gone: 'Somebody else made it so since you asked: it is already as you want it.' }
    if (error instanceof UserError) return { gone: error.message }
    if (isGone(error)) return { gone: `It is not on ${row.connection} any more: somebody deleted it since you asked.` }
    throw error
  }
}

/** True if what would be written now is not what was shown, or more people are needed for it. */
export const isStale = (row: Proposal, now: Draft | Gone): boolean =>
  'gone' in now || now.fingerprint !== row.fingerprint || now.people > row.people

/** Closes a stale proposal with nothing written, and shows the new difference as a proposal without votes, at most three times. */
export const replaceStale = async (means: Means, row: Proposal, intent: Intent, now: Draft | Gone): Promise<Reply> => {
  const { store, world } = means
  const next =
    'gone' in now || row.round + 1 > maxRounds
      ? undefined
      : rowOf(means, intent, now, {
          requester: JSON.parse(row.requester) as Principal,
          line: row.line,
          replaces: row.id,
          round: row.round + 1,
          spot: spotOf(row),
          ...(row.undoes !== null && { undoes: row.undoes }),
        })
  const elsewhere = next && 'plan' in now ? decideElsewhere(next, now.plan.accepts, intent.connection) : undefined
  const successor = elsewhere ? undefined : next
  const sentence = [
    'gone' in now ? now.gone : now.fingerprint !== row.fingerprint ? 'It was changed since you asked.' : '',
    'people' in now && now.people > row.people ? 'More people must confirm it now.' : '',
    'Nothing was written.',
    successor
      ? 'Below is how it would be now.'
      : elsewhere
        ? `${elsewhere.title}.`
        : 'gone' in now
          ? ''
          : 'It keeps changing: ask again when it is quiet.',
  ]
  const result = JSON.stringify({
    sentence: sentence.filter(Boolean).join(' '),
    ...(successor && { successor: successor.id, differs: differences(row, successor) }),
  })
  await store.transaction(async (tx) => {
    if (!(await closePending(tx, row.id, { outcome: 'stale', result, now: world.clock.now() }))) return
    await store.audit.append(tx, 'stale', { proposal: row.id, successor: successor?.id ?? null })
    if (successor) await record(means, tx, successor)
  })
  return presentReply(means, row.id)
}

import type { Principal } from '../policy/person.ts'
import { openedBy } from '../store/opened.ts'
import { votesOn } from '../store/votes.ts'
import type { Draft, Intent } from './draft.ts'
import type { Means } from './means.ts'
import { resultOf } from './result.ts'
import { shortId } from './words.ts'

/**
 * Why this person may not accept a change that waits in the system: a proposal opened it, and the person asked for that
 * or confirmed it. Found by what the proposal says it opened, and by the name that its change carries; either may be all
 * that is left. Undefined where nothing is in the way.
 */
export const ownChange = async (
  means: Means,
  { connection }: Intent,
  { plan: { accepts } }: Draft,
  principal: Principal,
): Promise<string | undefined> => {
  if (accepts === undefined) return undefined
  const human = means.policy.human(principal)
  for (const row of await openedBy(means.store.db, connection.id, accepts)) {
    const named = accepts.title.includes(row.id) || resultOf(row).pending === accepts.pending
    if (!named) continue
    const votes = await votesOn(means.store.db, row.id)
    const stored = [row.requester, ...votes.map(({ principal }) => principal)]
    // As they were counted then, and as they count today: an alias may join two accounts since.
    const humans = [
      ...[row.requester_human, ...votes.map(({ human }) => human)],
      ...stored.map((one) => means.policy.human(JSON.parse(one) as Principal)),
    ]
    if (humans.includes(human))
      return `You stand behind ${accepts.pending} yourself: it was opened by proposal ${shortId(row.id)}, which you asked for or confirmed. Somebody else must accept it.`
  }
  return undefined
}

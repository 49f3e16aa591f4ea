import type { Accepted } from '../command/define.ts'
import type { Principal } from '../policy/person.ts'
import { openedBy } from '../store/opened.ts'
import type { Proposal } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import type { Draft, Intent } from './draft.ts'
import type { Means } from './means.ts'
import { outcomeOf, resultOf } from './result.ts'
import { shortId } from './words.ts'

/**
 * Why this person may not accept a change that waits in the system: a proposal opened it, or may have, and the person
 * asked for that or confirmed it. Undefined where nothing is in the way.
 */
export const ownChange = async (
  means: Means,
  { connection }: Intent,
  { plan: { accepts } }: Draft,
  principal: Principal,
): Promise<string | undefined> => {
  if (accepts === undefined) return undefined
  const human = means.policy.human(principal)
  for (const row of await openedBy(means.store.db, connection, accepts)) {
    const opened = isNamed(row, accepts)
    if (!opened && !mayHaveOpened(row, accepts)) continue
    if (!(await humansBehind(means, row)).includes(human)) continue
    const which = `proposal ${shortId(row.id)}, which you asked for or confirmed`
    return opened
      ? `You stand behind ${accepts.pending} yourself: it was opened by ${which}. Somebody else must accept it.`
      : `You may stand behind ${accepts.pending} yourself: it is about the same as ${which}, and no answer tells what that opened. Somebody else must accept it.`
  }
  return undefined
}

/** What the proposal says it opened, and the name that its change carries; either may be all that is left. */
const isNamed = (row: Proposal, { pending, words }: Accepted): boolean =>
  words.includes(row.id) || resultOf(row).pending === pending

/** Its answer was lost, and it is about one of the same objects: renamed there, its change carries no sign of it any more. */
const mayHaveOpened = (row: Proposal, { objects }: Accepted): boolean => {
  const { pending, proof, answered } = resultOf(row)
  const isLost = row.stage === 'sending' || outcomeOf(row) === 'unknown' || proof === 'seen'
  if (!isLost || answered || pending !== undefined) return false
  const about = Object.values(JSON.parse(row.call) as Readonly<Record<string, unknown>>)
  return objects === null || objects.some((id) => about.includes(id))
}

/** Who asked for it and who confirmed it: as they were counted then, and today, as an alias may join two accounts since. */
const humansBehind = async ({ store, policy }: Means, row: Proposal): Promise<readonly string[]> => {
  const votes = await votesOn(store.db, row.id)
  const stored = [row.requester, ...votes.map(({ principal }) => principal)]
  const today = stored.map((one) => policy.human(JSON.parse(one) as Principal))
  return [row.requester_human, ...votes.map(({ human }) => human), ...today]
}

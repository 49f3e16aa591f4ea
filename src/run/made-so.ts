import type { Json } from '../command/define.ts'
import type { Principal } from '../policy/person.ts'
import { listed } from '../policy/words.ts'
import type { Proposal } from '../store/proposals.ts'
import { appliedSince } from '../store/undecided.ts'
import { votesOn } from '../store/votes.ts'
import type { System } from '../systems/system.ts'
import type { Means } from './means.ts'
import { personName } from './person-name.ts'
import { resultOf } from './result.ts'
import { same } from './same.ts'
import { sameObject } from './same-object.ts'
import { serverOf } from './servers.ts'
import { shortId } from './short-id.ts'

/** The same change by another proposal of ours, as the audit log has it. */
export interface MadeSo {
  /** As it begins a sentence: `Marc`, `Ana and Marc`, or `You` if one of them asked for this proposal. */
  readonly who: string
  readonly isYou: boolean
  /** `proposal 01ABCDEF, audit #8` */
  readonly which: string
}

/**
 * The newest of our own proposals that made the object what `row` asked for, at `since` or later, and that the system
 * confirmed; undefined if there is none.
 */
export const madeSo = async (
  means: Means,
  system: System,
  row: Proposal,
  since: number,
): Promise<MadeSo | undefined> => {
  const { store, policy } = means
  const server = await serverOf(means, store.db, { id: row.connection, url: row.connection_url })
  const after = JSON.parse(row.after) as Json
  const found = (await appliedSince(store.db, server, since)).find(
    (other) =>
      resultOf(other).proof === 'answered' &&
      sameObject(system, row, other) &&
      same(JSON.parse(other.after) as Json, after),
  )
  if (!found) return undefined
  const votes = (await votesOn(store.db, found.id)).map(({ principal }) => JSON.parse(principal) as Principal)
  const requester = JSON.parse(found.requester) as Principal
  const asker = new Set([row.requester_human, policy.human(JSON.parse(row.requester) as Principal)])
  const isYou = [requester, ...votes].some((one) => asker.has(policy.human(one)))
  const names = (votes.length > 0 ? votes : [requester]).map(({ name }) => personName(name))
  const { audit } = resultOf(found)
  return {
    who: isYou ? 'You' : listed(names, 'and'),
    isYou,
    which: `proposal ${shortId(found.id)}${audit === undefined ? '' : `, audit #${audit}`}`,
  }
}

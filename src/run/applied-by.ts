import type { Principal } from '../policy/person.ts'
import { listed } from '../policy/scope-words.ts'
import type { Store } from '../store/db.ts'
import type { Proposal } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import { personName } from './person-name.ts'
import { resultOf } from './result.ts'
import { shortId } from './short-id.ts'

/** Who made a change that a proposal applied, and where to look it up. */
export interface AppliedBy {
  /** Who asked for it and who approved it. */
  readonly people: readonly Principal[]
  /** Those whose confirmation counted: `Marc`, `Ana and Marc`. */
  readonly names: string
  /** Those of them whose confirmation counted. */
  readonly voters: readonly Principal[]
  readonly proposal: string
  /** `proposal 01ABCDEF, audit #8`, or `proposal 01ABCDEF through change request #4, audit #8` */
  readonly which: string
}

/** Who made the change of this proposal, which was applied. */
export const appliedBy = async ({ db }: Pick<Store, 'db'>, row: Proposal): Promise<AppliedBy> => {
  const votes = (await votesOn(db, row.id)).map(({ principal }) => JSON.parse(principal) as Principal)
  const requester = JSON.parse(row.requester) as Principal
  const { audit, pending } = resultOf(row)
  // If several were needed, the requester counts as well, unless at a terminal.
  const counted = votes.length === 0 || (row.people > 1 && requester.kind !== 'cli') ? [requester, ...votes] : votes
  const confirmed = [...new Map(counted.map((one) => [one.id, one])).values()]
  return {
    people: [requester, ...votes],
    names: listed(
      confirmed.map(({ name }) => personName(name)),
      'and',
    ),
    voters: confirmed,
    proposal: row.id,
    which: `proposal ${shortId(row.id)}${pending === undefined ? '' : ` through ${pending}`}${audit === undefined ? '' : `, audit #${audit}`}`,
  }
}

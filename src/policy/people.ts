import { knownReach, type Reach, type ReachUnit } from '../reach.ts'
import { covers } from '../vault/scope.ts'

/** One entry of `approvals:`. */
export interface ApprovalEntry {
  /** Patterns; unlike in groups they cover sensitive scopes too. */
  readonly scopes: readonly string[]
  readonly people: number
  /** The Slack user group that is mentioned. */
  readonly ping?: string
  readonly connections?: readonly string[]
  /** At least such a reach, or any of the tags; either is enough. */
  readonly when?: { readonly reach?: number; readonly tags?: readonly string[] }
}

/** The tags of what a write affects. */
export interface KnownTags {
  /** As `key=value`. */
  readonly known: readonly string[]
  /** Why there may be more, in one clause; undefined if these are all. */
  readonly unknown?: string
}

/** A write for which confirmations are counted. */
export interface Write {
  readonly scope: string
  readonly connection: string
  readonly reach: Reach
  /** What its system counts. */
  readonly unit: ReachUnit
  readonly tags: KnownTags
}

/** How many distinct humans must confirm and, if it is more than one, why, as in “Needs 2 approvals (why)”. */
export interface PeopleNeeded {
  readonly people: number
  readonly because?: string
  /** The Slack user group that is mentioned if more than one is needed. */
  readonly ping?: string
}

/** The strictest of the entries that match a write; one person without any. */
export const peopleNeeded = (
  entries: readonly ApprovalEntry[],
  write: Write,
  say: (scope: string) => string,
): PeopleNeeded => {
  const { scope, connection } = write
  let needed: PeopleNeeded = { people: 1 }
  for (const entry of entries) {
    const { people, when, ping } = entry
    if (people <= needed.people || !isAbout(entry, write)) continue
    const because =
      when === undefined ? `always ${people} to ${say(scope)} on ${connection}` : reasonOf(people, when, write)
    if (because !== undefined) needed = { people, because, ...(ping !== undefined && { ping }) }
  }
  return needed
}

type Where = Pick<Write, 'scope' | 'connection'>

/** Whether an entry counts for the writes of this scope there, whatever they affect. */
export const isAbout = ({ scopes, connections }: ApprovalEntry, { scope, connection }: Where): boolean =>
  scopes.some((pattern) => covers(pattern, scope)) && (connections?.includes(connection) ?? true)

/** Whether an entry that depends on tags applies to the writes of this scope there. */
export const looksAtTags = (entries: readonly ApprovalEntry[], write: Where): boolean =>
  entries.some((entry) => entry.when?.tags !== undefined && isAbout(entry, write))

const reasonOf = (
  people: number,
  when: NonNullable<ApprovalEntry['when']>,
  { reach: stated, unit: { one, many }, tags }: Write,
): string | undefined => {
  const reach = knownReach(stated)
  if (reach === 'unknown') return `it isn't known how many ${many} this affects`
  if (when.reach !== undefined && reach !== 'none' && reach >= when.reach)
    return `affects ${reach} ${reach === 1 ? one : many}; ${people} from ${when.reach}`
  if (when.tags === undefined) return undefined
  const tag = when.tags.find((one) => tags.known.includes(one))
  if (tag !== undefined) return `affects an object tagged ${tag}`
  return tags.unknown && `not all tags of what this affects are known: ${tags.unknown}`
}

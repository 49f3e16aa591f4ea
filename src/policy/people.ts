import { knownReach, type Reach, type ReachUnit } from '../reach.ts'
import { covers } from '../vault/scope.ts'

/** One entry of `approvals:`. */
export interface ApprovalEntry {
  /** Patterns; unlike in groups they cover sensitive scopes too. */
  readonly scopes: readonly string[]
  readonly people: number
  readonly connections?: readonly string[]
  /** At least such a reach, or any of the tags; either is enough. */
  readonly when?: { readonly reach?: number; readonly tags?: readonly string[] }
}

/** A write for which confirmations are counted. */
export interface Write {
  readonly scope: string
  readonly connection: string
  readonly reach: Reach
  /** What its system counts. */
  readonly unit: ReachUnit
  /** The tags of what it changes; null if they cannot be told. */
  readonly tags: readonly string[] | null
}

/** How many distinct humans must confirm, and the entry that says so if it is more than one. */
export interface PeopleNeeded {
  readonly people: number
  readonly because?: string
}

/** The strictest of the entries that match a write; one person without any. */
export const peopleNeeded = (
  entries: readonly ApprovalEntry[],
  write: Write,
  say: (scope: string) => string,
): PeopleNeeded => {
  const { scope, connection } = write
  let needed: PeopleNeeded = { people: 1 }
  for (const { scopes, people, connections, when } of entries) {
    if (people <= needed.people || !scopes.some((pattern) => covers(pattern, scope))) continue
    if (connections !== undefined && !connections.includes(connection)) continue
    const reason = when === undefined ? 'always' : reasonOf(when, write)
    if (reason !== undefined)
      needed = { people, because: `to ${say(scope)} on ${connection} needs ${people} people ${reason}` }
  }
  return needed
}

const reasonOf = (
  when: NonNullable<ApprovalEntry['when']>,
  { reach: stated, unit: { one, many }, tags }: Write,
): string | undefined => {
  const reach = knownReach(stated)
  if (reach === 'unknown') return `when nobody can tell how many ${many} it touches`
  if (when.reach !== undefined && reach !== 'none' && reach >= when.reach)
    return `from ${when.reach} ${when.reach === 1 ? one : many}, and it touches ${reach}`
  if (when.tags !== undefined && tags === null) return 'when nobody can tell which tags it touches'
  const tag = when.tags?.find((one) => tags?.includes(one))
  return tag === undefined ? undefined : `where it touches ${tag}`
}

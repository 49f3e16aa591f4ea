import { covers } from '../vault/scope.ts'

/** One entry of `approvals:`. */
export interface ApprovalRule {
  /** Patterns; unlike in groups they cover sensitive scopes too. */
  readonly scopes: readonly string[]
  readonly people: number
  readonly connections?: readonly string[]
  /** At least so many nodes, or any of the tags; either is enough. */
  readonly when?: { readonly nodes?: number; readonly tags?: readonly string[] }
}

/** What a write is about to touch; `null` where it cannot be known. */
export interface Impact {
  readonly nodes: number | null
  readonly tags: readonly string[] | null
}

/** A write for which confirmations are counted. */
export interface Write {
  readonly scope: string
  readonly connection: string
  readonly impact: Impact
}

/** How many distinct humans must confirm, and the rule that says so if it is more than one. */
export interface PeopleNeeded {
  readonly people: number
  readonly because?: string
}

/** The strictest of the rules that match a write; one person without any. */
export const peopleNeeded = (
  rules: readonly ApprovalRule[],
  write: Write,
  say: (scope: string) => string,
): PeopleNeeded => {
  const { scope, connection, impact } = write
  let needed: PeopleNeeded = { people: 1 }
  for (const { scopes, people, connections, when } of rules) {
    if (people <= needed.people || !scopes.some((pattern) => covers(pattern, scope))) continue
    if (connections !== undefined && !connections.includes(connection)) continue
    const reason = when === undefined ? 'always' : reasonOf(when, impact)
    if (reason !== undefined)
      needed = { people, because: `to ${say(scope)} on ${connection} needs ${people} people ${reason}` }
  }
  return needed
}

const reasonOf = (when: NonNullable<ApprovalRule['when']>, { nodes, tags }: Impact): string | undefined => {
  if (nodes === null || !Number.isFinite(nodes)) return 'when nobody can tell how many nodes it touches'
  if (when.nodes !== undefined && nodes >= when.nodes) return `from ${when.nodes} nodes, and it touches ${nodes}`
  if (when.tags !== undefined && tags === null) return 'when nobody can tell which tags it touches'
  const tag = when.tags?.find((one) => tags?.includes(one))
  return tag === undefined ? undefined : `where it touches ${tag}`
}

import { mostMembers } from '../../../reach.ts'
import type { Rule } from '../shapes/index.ts'
import { type Fleet, nodesOf } from './targets.ts'

/** The nodes that the enabled ones among these rules reach together; null if a target is not understood. */
export const reachOf = (rules: readonly Rule[], fleet: Fleet): ReadonlySet<string> | null =>
  together(
    rules.filter(({ enabled }) => enabled),
    fleet,
  ) ?? null

/** The nodes of the targets of each of these rules; undefined if a target is not understood. */
export const together = (rules: readonly Pick<Rule, 'targets'>[], fleet: Fleet): ReadonlySet<string> | undefined =>
  rules.reduce<ReadonlySet<string> | undefined>((all, { targets }) => {
    const nodes = all && nodesOf(targets, fleet)
    return nodes && all.union(nodes)
  }, new Set())

/**
 * The nodes that get a directive from this rule, while it is enabled, and from no other of the rules; null if a target
 * is not understood.
 */
export const reachedAlone = (
  rule: Rule,
  directiveId: string,
  rules: readonly Rule[],
  fleet: Fleet,
): ReadonlySet<string> | null => {
  const others = rules.filter(({ id, directives }) => id !== rule.id && directives.includes(directiveId))
  const [mine, theirs] = [reachOf([rule], fleet), reachOf(others, fleet)]
  return mine && theirs && new Set([...mine].filter((id) => !theirs.has(id)))
}

/**
 * A plan's reach in nodes: how many, and which if they are few; unknown if a target is not understood,
 * or if there may be nodes that the token can't see.
 */
export const affects = (
  nodes: ReadonlySet<string> | null | undefined,
  { names, limit }: Pick<Fleet, 'names' | 'limit'>,
) => {
  if (nodes === null || nodes === undefined || limit !== undefined) return { reach: 'unknown' as const }
  if (nodes.size > mostMembers) return { reach: nodes.size }
  return { reach: nodes.size, members: [...nodes].map((id) => ({ id, name: names?.get(id) ?? id })) }
}

/** A number that may not be known, in words: `1,204`, `cannot be told`, or `at least 4; this token only sees …`. */
export const toldCount = (nodes: number | null, { limit }: Pick<Fleet, 'limit'> = {}): string => {
  if (nodes === null) return 'cannot be told'
  const many = nodes.toLocaleString('en-US')
  return limit === undefined ? many : `at least ${many}; ${limit}`
}

/** How many nodes these are; null if they are not known. */
export const toldNodes = (nodes: ReadonlySet<string> | null | undefined, fleet?: Pick<Fleet, 'limit'>): string =>
  toldCount(nodes?.size ?? null, fleet)

/** Names in a row, a disabled rule marked so; `none` if there is none. */
export const ruleWords = (rules: readonly Rule[]): string =>
  rules.map(({ displayName, enabled }) => (enabled ? displayName : `${displayName} (disabled)`)).join(', ') || 'none'

/** Tags as `key=value`. */
export const tagWords = (tags: Rule['tags']): string[] =>
  tags.flatMap(Object.entries).map(([key, value]) => `${key}=${value}`)

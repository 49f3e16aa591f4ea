import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { OwnMode } from '../directives/modes.ts'
import type { Group, Target } from '../shapes/index.ts'

/** What is needed to find out which nodes a target contains. */
export interface Fleet {
  readonly groups: readonly Group[]
  /** Every accepted node, policy servers included. */
  readonly nodes: readonly string[]
  /** Why there may be nodes that are not in here, as it appears within a sentence; undefined if these are all. */
  readonly limit?: string | undefined
  /** The host name of each. */
  readonly names?: ReadonlyMap<string, string>
  /** The mode of each that has one of its own. */
  readonly modes?: ReadonlyMap<string, OwnMode>
  /** Those that get no policies: ignored, or set to have none. */
  readonly idle?: ReadonlySet<string>
  /** `root` and the relays, as far as they are known. */
  readonly policyServers: readonly string[]
}

/**
 * The nodes of a rule's targets, as the server computes them: the list and `or` are unions, a stored `and` is an intersection
 * (RuleTarget.getNodeIdsChunkRec), includes lose the excludes. Whether a group is enabled matters only if it is a target by
 * itself: then a disabled one stops the whole rule (RuleApplicationStatusService); within a composition it still includes
 * and excludes. Deleted nodes are left out, because static groups keep their ids. Undefined if a target is
 * not understood: then the reach is not known.
 */
export const nodesOf = (targets: readonly Target[], fleet: Fleet): ReadonlySet<string> | undefined =>
  stoppedBy(targets, fleet.groups) ? new Set() : within(anyOf(targets, fleet), fleet)

/** The disabled group that stops a rule with these targets, because it is one of them by itself. */
export const stoppedBy = (targets: readonly Target[], groups: readonly Group[]): Group | undefined =>
  groups.find(({ id, enabled, target = `group:${id}` }) => !enabled && targets.includes(target))

/** UserError if a rule with these targets is stopped so: writing targets composes them, and then it would apply again. */
export const mustNotBeStopped = (targets: readonly Target[], groups: readonly Group[]): void => {
  const group = stoppedBy(targets, groups)
  if (group)
    throw new UserError(
      `The targets of this rule can only be changed in Rudder: its disabled group ${quoted(group.displayName)} stops it, and Rudder's API would store the targets so that it applies again.`,
    )
}

const within = (ids: ReadonlySet<string> | undefined, { nodes }: Fleet): ReadonlySet<string> | undefined =>
  ids && new Set(nodes).intersection(ids)

const anyOf = (targets: readonly Target[], fleet: Fleet): ReadonlySet<string> | undefined =>
  union(targets.map((target) => nodesOfOne(target, fleet)))

const union = (sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined => {
  const all = new Set<string>()
  for (const set of sets) {
    if (!set) return undefined
    for (const id of set) all.add(id)
  }
  return all
}

const intersection = (
  sets: readonly (ReadonlySet<string> | undefined)[],
  everything: ReadonlySet<string>,
): ReadonlySet<string> | undefined =>
  sets.reduce<ReadonlySet<string> | undefined>((all, set) => all && set && all.intersection(set), everything)

const nodesOfOne = (target: Target, fleet: Fleet): ReadonlySet<string> | undefined => {
  if (typeof target === 'string') return simple(target, fleet)
  if ('or' in target) return anyOf(target.or, fleet)
  if ('and' in target)
    return intersection(
      target.and.map((one) => nodesOfOne(one, fleet)),
      new Set(fleet.nodes),
    )
  const included = nodesOfOne(target.include, fleet)
  const excluded = nodesOfOne(target.exclude, fleet)
  // Nodes that may be excluded count as reached: a reach may be too large, never too small.
  return included && new Set([...included].filter((id) => !excluded?.has(id)))
}

const simple = (target: string, { groups, nodes, policyServers }: Fleet): ReadonlySet<string> | undefined => {
  if (target.startsWith('group:')) {
    const group = groups.find(({ id, target: name }) => name === target || `group:${id}` === target)
    return group && new Set(group.nodeIds)
  }
  if (target.startsWith('policyServer:')) return new Set([target.slice('policyServer:'.length)])
  const all = new Set(nodes)
  switch (target) {
    case 'special:all':
      return all
    case 'special:all_exceptPolicyServers':
    case 'special:all_nodes_without_role':
      return new Set(nodes.filter((id) => !policyServers.includes(id)))
    default:
      return undefined
  }
}

/** `group DMZ Linux`, `all nodes`: the targets in words; exclusions are said too. */
export const targetWords = (targets: readonly Target[], groups: readonly Group[]): string =>
  targets
    .map((target) => one(target, groups))
    .filter(Boolean)
    .join(', ') || 'nothing'

const one = (target: Target, groups: readonly Group[]): string => {
  if (typeof target !== 'string') {
    if ('or' in target) return targetWords(target.or, groups)
    if ('and' in target) return allOf(target.and, groups)
    const without = one(target.exclude, groups)
    return one(target.include, groups) + (without && without !== 'nothing' ? ` except ${without}` : '')
  }
  const group = groups.find(({ id, target: name }) => name === target || `group:${id}` === target)
  if (group) return `group ${group.displayName}`
  return special[target] ?? target
}

/** `(group A and group B)`: only the nodes that are in all of them. */
const allOf = (targets: readonly Target[], groups: readonly Group[]): string => {
  const words = targets.map((target) => one(target, groups)).filter(Boolean)
  return words.length > 1 ? `(${words.join(' and ')})` : (words[0] ?? '')
}

const special: Readonly<Record<string, string>> = {
  'special:all': 'all nodes',
  'special:all_exceptPolicyServers': 'all nodes except policy servers',
  'special:all_nodes_without_role': 'all nodes except policy servers',
  'special:all_policyServers': 'all policy servers',
  'special:all_servers_with_role': 'all policy servers',
  'policyServer:root': 'the policy server',
}

/** Whether targets include or exclude this one; one that is both counts as excluded. */
export const mentions = (targets: readonly Target[], name: string): 'included' | 'excluded' | undefined => {
  const found = targets.map((target) => mention(target, name))
  return found.find((how) => how === 'excluded') ?? found.find((how) => how === 'included')
}

const mention = (target: Target, name: string): 'included' | 'excluded' | undefined => {
  if (typeof target === 'string') return target === name ? 'included' : undefined
  if ('or' in target) return mentions(target.or, name)
  if ('and' in target) return mentions(target.and, name)
  return mention(target.exclude, name) ? 'excluded' : mention(target.include, name)
}

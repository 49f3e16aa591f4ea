import type { Group, Node, Rule, Target } from './raw.ts'

/** Whether a node is in a target: asked of one node at a time, so that no set is made. */
export const isIn = (node: Node, target: Target, groups: readonly Group[]): boolean => {
  if (typeof target === 'object') {
    if ('include' in target) return isIn(node, target.include, groups) && !isIn(node, target.exclude, groups)
    if (target.or) return target.or.some((one) => isIn(node, one, groups))
    return (target.and ?? []).every((one) => isIn(node, one, groups))
  }
  const [kind = '', id = ''] = [target.slice(0, target.indexOf(':')), target.slice(target.indexOf(':') + 1)]
  if (kind === 'group') return groups.some((group) => group.id === id && group.nodeIds.includes(node.id))
  if (kind === 'policyServer') return node.id === id
  if (id === 'all') return true
  if (id === 'all_policyServers') return node.policyServer
  return id === 'all_exceptPolicyServers' && !node.policyServer
}

/** Whether a rule names a node; whether it is enabled, and whether a disabled group stops it, is not asked. */
export const isTargeted = (node: Node, rule: Rule, groups: readonly Group[]): boolean =>
  rule.targets.some((target) => isIn(node, target, groups))

/** Whether a disabled group is one of the targets by itself, which stops the whole rule. */
export const isStopped = (rule: Rule, groups: readonly Group[]): boolean =>
  groups.some(({ id, enabled }) => !enabled && rule.targets.some((target) => target === `group:${id}`))

/** How targets name a group: exclusion wins. */
export const mentionOf = (targets: readonly Target[], name: string): 'included' | 'excluded' | undefined => {
  const found = targets.map((target) => {
    if (typeof target === 'string') return target === name ? 'included' : undefined
    if (!('include' in target)) return mentionOf(target.or ?? target.and ?? [], name)
    return mentionOf([target.exclude], name) ? 'excluded' : mentionOf([target.include], name)
  })
  return found.includes('excluded') ? 'excluded' : found.includes('included') ? 'included' : undefined
}

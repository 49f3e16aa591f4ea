import type { RudderState, Target, TargetDifference, TargetSet } from './state.ts'

const allOf = (state: RudderState): string[] => state.nodes.map((node) => node.id)

const groupOf = (state: RudderState, target: Target) => state.groups.find((one) => `group:${one.id}` === target)

/**
 * Whether a rule with these targets is left out because one of them is a disabled group. The server looks at the state of
 * a group only where it is a target by itself, as rules of archives have it: what its pages and its API store is composed.
 */
export const isStopped = (state: RudderState, targets: readonly Target[]): boolean =>
  targets.some((target) => groupOf(state, target)?.enabled === false)

function simple(state: RudderState, target: string): string[] {
  if (target.startsWith('group:')) {
    return groupOf(state, target)?.nodeIds ?? []
  }
  if (target.startsWith('policyServer:')) return [target.slice('policyServer:'.length)]
  if (target === 'special:all') return allOf(state)
  const servers = target === 'special:all_policyServers'
  if (!servers && target !== 'special:all_exceptPolicyServers') return []
  return state.nodes.filter((node) => node.policyServer === servers).map((node) => node.id)
}

function resolve(state: RudderState, target: Target): ReadonlySet<string> {
  if (typeof target === 'string') return new Set(simple(state, target))
  if ('include' in target) return resolve(state, target.include).difference(resolve(state, target.exclude))
  if (target.or) return union(state, target.or)
  const all: ReadonlySet<string> = idsOf(state)
  return (target.and ?? []).map((one) => resolve(state, one)).reduce((left, right) => left.intersection(right), all)
}

const union = (state: RudderState, targets: readonly Target[]): ReadonlySet<string> => {
  const [first = new Set<string>(), ...rest] = targets.map((one) => resolve(state, one))
  return rest.reduce((left, right) => left.union(right), first)
}

/** The ids of all nodes. */
export const idsOf = (state: RudderState): ReadonlySet<string> => new Set(allOf(state))

/** The ids of the nodes that a rule with these targets applies to; any that are not `known` are left out. */
export function nodesOf(state: RudderState, targets: readonly Target[], known = idsOf(state)): Set<string> {
  return union(state, targets).intersection(known)
}

const flat = (target: Target): Target[] =>
  typeof target === 'string' || 'include' in target ? [target] : [...(target.or ?? target.and ?? [])]

/** One include/exclude form of all targets, as the server stores what was written; `and` is read as a union, its bug. */
export function merged(targets: readonly Target[]): TargetDifference {
  const include = new Set<Target>()
  const exclude = new Set<Target>()
  for (const target of targets.flatMap(flat)) {
    if (typeof target === 'string' || !('include' in target)) include.add(target)
    else {
      for (const one of flat(target.include)) include.add(one)
      for (const one of flat(target.exclude)) exclude.add(one)
    }
  }
  return { include: { or: [...include] }, exclude: { or: [...exclude] } }
}

const isSet = (value: unknown): value is TargetSet => {
  if (typeof value !== 'object' || value === null) return false
  const { or, and } = value as { or?: unknown; and?: unknown }
  const parts = or ?? and
  return Array.isArray(parts) && parts.every(isTarget)
}

/** Tells whether a value that was sent is a target in one of the three forms. */
export function isTarget(value: unknown): value is Target {
  if (typeof value === 'string') return /^(special:|group:|policyServer:)/.test(value)
  if (isSet(value)) return true
  if (typeof value !== 'object' || value === null) return false
  const { include, exclude } = value as { include?: unknown; exclude?: unknown }
  return isSet(include) && isSet(exclude)
}

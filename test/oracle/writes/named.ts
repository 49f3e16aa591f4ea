import type { RudderState } from 'local-rudder'

type Target = RudderState['rules'][number]['targets'][number]

const named = <T extends { readonly displayName: string }>(all: readonly T[], name: string): T => {
  const found = all.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`there is no ${name}`)
  return found
}

export const ruleIn = ({ rules }: RudderState, name: string) => named(rules, name)
export const directiveIn = ({ directives }: RudderState, name: string) => named(directives, name)
export const groupIn = ({ groups }: RudderState, name: string) => named(groups, name)

/** `41`, `1,204`. */
export const many = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

const simple: Readonly<Record<string, string>> = {
  'special:all': 'all nodes',
  'special:all_exceptPolicyServers': 'all nodes except policy servers',
  'special:all_policyServers': 'all policy servers',
  'policyServer:root': 'the policy server',
}

/** What a rule is aimed at, in words. */
export const targetsIn = (state: RudderState, targets: readonly Target[]): string => {
  const say = (target: Target): string => {
    if (typeof target === 'string') {
      const group = state.groups.find(({ id }) => target === `group:${id}`)
      return group ? `group ${group.displayName}` : (simple[target] ?? target)
    }
    if ('include' in target) {
      const but = say(target.exclude)
      return say(target.include) + (but === '' ? '' : ` except ${but}`)
    }
    if (target.or) return target.or.map(say).join(', ')
    const all = (target.and ?? []).map(say)
    return all.length > 1 ? `(${all.join(' and ')})` : (all[0] ?? '')
  }
  return targets.map(say).join(', ') || 'nothing'
}

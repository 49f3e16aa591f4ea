import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  begins,
  broughtBy,
  byNames,
  findRule,
  findTarget,
  mustNotBeStopped,
  reachOf,
  rudder,
  ruleChange,
  ruleTargetsWrite,
  stillThere,
  targetsOf,
  targetWords,
  toldNodes,
  withNames,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Apply a rule to a group too',
  examples: ['rudder rule target SSH hardening at Web servers', 'rudder rule target SSH hardening at all nodes'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['targets'],
  says: {
    ask: 'target',
    done: 'targeted',
    back: { ask: 'remove … again', done: 'removed … again', object: 'group from rule' },
  },
  args: z.object({ rule: z.string(), group: z.string() }),
  joins: { group: 'at' },
  names: { rule: findRule, group: findTarget },
  ...ruleTargetsWrite,
  elsewhere: { group: 'that the group is still there' },
  plan: async ({ args, state, reason, api }) => {
    const [{ rule, fleet, first, later, on }, targets] = await Promise.all([
      ruleChange(api, { ...args, reason }),
      findTarget(api),
    ])
    mustNotBeStopped(rule.targets, fleet.groups)
    const before = withNames(state, fleet.groups)
    const { id } = stillThere('group', args.group, targets)
    const added = { id, name: targetWords([id], fleet.groups) }
    const after = { ...before, targets: byNames([...before.targets, added]) }
    const brought = broughtBy(added, rule, before, fleet)
    const { effect, isIdle, effectNotes, plan } = on(rule.enabled ? brought : new Set())
    return {
      ...plan,
      call: { ruleId: rule.id, body: { targets: targetsOf(after) } },
      before,
      after,
      ...affects(brought, fleet),
      fields: [
        { label: 'Nodes that get it', value: toldNodes(brought, fleet) },
        { label: 'Nodes that have it', value: toldNodes(reachOf([rule], fleet), fleet) },
      ],
      notes: [
        ...first,
        rule.enabled
          ? isIdle
            ? { lasts: 'Nothing changes on any node: it does nothing on those that are added.' }
            : later(begins(effect, { thing: 'the rule', who: 'the new nodes' }))
          : { lasts: 'The rule is disabled, so nothing changes on any node until it is enabled.' },
        ...effectNotes,
        ...(before.except.length > 0
          ? [`Left out as before: ${before.except.map(({ name }) => name).join(', ')}; also where the group has them.`]
          : []),
      ],
    }
  },
})

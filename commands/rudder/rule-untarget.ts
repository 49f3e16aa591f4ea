import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  AppliesTo,
  affects,
  appliesTo,
  broughtBy,
  calledNow,
  changing,
  findRule,
  findTarget,
  holdsOfRule,
  reachOf,
  readFleet,
  rudder,
  ruleHolds,
  ruleStatus,
  taggedRules,
  targetsOf,
  toldCount,
  withNames,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Take a group away from a rule',
  examples: ['rudder rule untarget SSH hardening from DMZ Linux'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'],
  writes: 'updateRule',
  sends: ['targets'],
  says: { ask: 'remove', done: 'removed' },
  args: z.object({ rule: z.string(), group: z.string() }),
  joins: { group: 'from' },
  names: { rule: findRule, group: findTarget },
  state: AppliesTo,
  labels: { targets: 'Targets', except: 'Except' },
  reads: ['rule'],
  holds: { ...ruleHolds('directives'), ...ruleStatus },
  look: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: appliesTo(rule.targets), holds: { ...holdsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, state, reason, api }) => {
    const { validation, held, later } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const fleet = await readFleet.all(api)
    const before = withNames(state, fleet.groups)
    const after = { ...before, targets: before.targets.filter(({ id }) => id !== args.group.id) }
    const then = reachOf([{ ...rule, targets: targetsOf(after) }], fleet)
    const brought = broughtBy(args.group, rule, before, fleet)
    const nodes = brought?.size ?? null
    return {
      call: { ruleId: rule.id, body: { targets: targetsOf(after) } },
      before,
      after,
      ...affects(brought, fleet),
      tagged: taggedRules([rule]),
      validation,
      fields: [
        { label: 'Nodes that lose it', value: toldCount(nodes) },
        { label: 'Nodes that keep it', value: toldCount(then?.size ?? null) },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? later('these nodes stop checking and repairing it. What is set on them stays.')
          : 'The rule is disabled, so nothing changes on any node.',
        'Nodes that are in another of its groups keep it.',
        ...(after.targets.length === 0 ? ['The rule applies to nothing then.'] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { targets: targetsOf(before) } }),
})

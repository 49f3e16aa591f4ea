import { z } from 'zod'
import { count, defineWrite } from '#bot'
import {
  affects,
  calledNow,
  changing,
  findRule,
  holdsOfRule,
  nodesOf,
  readFleet,
  rudder,
  ruleHolds,
  taggedRules,
  targetWords,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Apply a rule to its nodes again',
  examples: ['rudder rule enable CIS level 2', 'rudder rule enable CIS level 2 because the audit starts today'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'],
  writes: 'updateRule',
  sends: ['enabled'],
  says: { ask: 'enable', done: 'enabled' },
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  state: z.object({ enabled: z.boolean() }),
  labels: { enabled: 'Enabled' },
  reads: ['rule'],
  holds: ruleHolds('targets', 'directives', 'mode'),
  look: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: { enabled: rule.enabled }, holds: holdsOfRule(rule) }
  },
  plan: async ({ args, reason, api }) => {
    const { validation, held, later } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const fleet = await readFleet.all(api)
    const reached = nodesOf(rule.targets, fleet)
    const nodes = reached?.size ?? null
    const audit = rule.policyMode === 'audit'
    return {
      call: { ruleId: rule.id, body: { enabled: true } },
      after: { enabled: true },
      ...affects(reached, fleet),
      tagged: taggedRules([rule]),
      validation,
      fields: [
        {
          label: 'Nodes that get it',
          value: `${nodes === null ? 'cannot be told' : count(nodes)} (${targetWords(rule.targets, fleet.groups)})`,
        },
        { label: 'Directives', value: count(rule.directives.length) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.directives.length === 0
          ? 'It has no directives, so it does nothing.'
          : later(
              `the nodes ${audit ? 'are checked for it; nothing on them is changed (audit).' : 'are checked and changed to be as the rule says.'}`,
            ),
        ...(rule.directives.length === 0 ? [] : ['Until they have run, they count as pending.']),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: before }),
})

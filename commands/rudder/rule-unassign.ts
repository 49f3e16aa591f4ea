import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  calledNow,
  changing,
  directiveInRule,
  findDirective,
  findRule,
  holdsOfRule,
  Named,
  named,
  readFleet,
  rudder,
  ruleHolds,
  ruleStatus,
  toldCount,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Remove a directive from a rule',
  examples: ['rudder rule unassign SSH banner from SSH hardening'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['directives'],
  says: { ask: 'remove', done: 'removed' },
  args: z.object({ directive: z.string(), rule: z.string() }),
  joins: { rule: 'from' },
  names: { directive: findDirective, rule: findRule },
  state: z.object({ directives: z.array(Named) }),
  labels: { directives: 'Directives' },
  reads: ['rule'],
  holds: { ...ruleHolds('targets'), ...ruleStatus },
  look: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: { directives: named(rule.directives) }, holds: { ...holdsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, state, reason, api }) => {
    const { validation, held, later } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const fleet = await readFleet.all(api)
    const { affects, alone, elsewhere } = directiveInRule(rule, args.directive.id, await api.rules(), fleet)
    const before = { directives: named(state.directives, await findDirective(api)) }
    const directives = before.directives.filter(({ id }) => id !== args.directive.id)
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      ...affects,
      validation,
      fields: [{ label: 'Nodes that lose it', value: toldCount(alone) }],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? later('nodes that lose it stop checking and repairing it, if it is enabled. What is set on them stays.')
          : 'The rule is disabled, so nothing changes on any node.',
        elsewhere
          ? 'Another enabled rule has this directive too, and its nodes keep it.'
          : 'No other enabled rule has this directive.',
        ...(directives.length === 0 ? ['The rule has no directive left then, so it does nothing.'] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { directives: before.directives.map(({ id }) => id) } }),
})

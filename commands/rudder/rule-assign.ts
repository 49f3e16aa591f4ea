import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  byNames,
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
  stillThere,
  toldCount,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Put a directive into a rule',
  examples: ['rudder rule assign SSH banner to NTP client'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['directives'],
  says: { ask: 'assign', done: 'assigned' },
  args: z.object({ directive: z.string(), rule: z.string() }),
  joins: { rule: 'to' },
  names: { directive: findDirective, rule: findRule },
  state: z.object({ directives: z.array(Named) }),
  labels: { directives: 'Directives' },
  reads: ['rule'],
  holds: { ...ruleHolds('targets'), ...ruleStatus },
  elsewhere: { directive: 'that the directive is still there' },
  look: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: { directives: named(rule.directives) }, holds: { ...holdsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, state, reason, api }) => {
    const { validation, held, later } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const fleet = await readFleet.all(api)
    const { affects, alone, elsewhere } = directiveInRule(rule, args.directive.id, await api.rules(), fleet)
    const all = await findDirective(api)
    const directive = stillThere('directive', args.directive, all)
    const before = { directives: named(state.directives, all) }
    const directives = byNames([...before.directives, directive])
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      ...affects,
      validation,
      fields: [{ label: 'Nodes that get it', value: toldCount(alone) }],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? later('the nodes have the directive too, if it is enabled.')
          : 'The rule is disabled, so nothing changes on any node until it is enabled.',
        ...(elsewhere
          ? ['Another enabled rule has this directive already; where both apply, it is applied once.']
          : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { directives: before.directives.map(({ id }) => id) } }),
})

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  calledNow,
  changing,
  directiveInRule,
  effectNotes,
  effectPromise,
  ends,
  findDirective,
  findRule,
  holdsOfRule,
  isNone,
  Named,
  named,
  readFleet,
  readRuleEffect,
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
  says: {
    ask: 'remove',
    done: 'removed',
    back: { ask: 'assign … again', done: 'assigned … again', object: 'directive to rule' },
  },
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
    const [{ validation, held, later, promises }, rule, fleet, rules, { all, directives: known, off, on }] =
      await Promise.all([
        changing(api, reason),
        api.rule({ ruleId: args.rule.id }),
        readFleet.all(api),
        api.rules(),
        readRuleEffect(api),
      ])
    const { affects, alone, elsewhere, nodes } = directiveInRule(rule, args.directive.id, rules, fleet)
    const only = { directives: [args.directive.id], status: rule.status }
    const effect = on(only, nodes, fleet)
    const isOff = off(only).length > 0
    const before = { directives: named(state.directives, known) }
    const directives = before.directives.filter(({ id }) => id !== args.directive.id)
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      ...affects,
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: isOff },
      fields: [{ label: 'Nodes that lose it', value: toldCount(alone, fleet) }],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? isOff || isNone(effect)
            ? `Nothing changes on any node: ${isOff ? 'the directive is disabled' : 'no node gets it from this rule alone'}.`
            : later(ends(effect))
          : 'The rule is disabled, so nothing changes on any node.',
        ...effectNotes(effect, all),
        elsewhere
          ? 'Another enabled rule has this directive too, and its nodes keep it.'
          : 'No other enabled rule has this directive.',
        ...(directives.length === 0 ? ['The rule has no directive left then, so it does nothing.'] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { directives: before.directives.map(({ id }) => id) } }),
})

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  calledNow,
  changing,
  findDirective,
  findRule,
  Named,
  namedDirectives,
  reachedAlone,
  reachOf,
  readFleet,
  restsOn,
  rudder,
  tagWords,
  toldCount,
  validationNote,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Take a directive out of a rule',
  examples: ['rudder rule unassign SSH banner from SSH hardening'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  says: { ask: 'Take away', done: 'Taken away' },
  args: z.object({ directive: z.string(), rule: z.string() }),
  joins: { rule: 'from' },
  names: { directive: findDirective, rule: findRule },
  state: z.object({ directives: z.array(Named) }),
  look: async ({ args, api }) => {
    const { directives } = await api.rule({ ruleId: args.rule.id })
    return { directives: await namedDirectives(api, directives) }
  },
  plan: async ({ args, state, reason, api }) => {
    const { validation, every } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const [rules, fleet] = [await api.rules(), await readFleet.all(api)]
    // The upper bound: what another rule has too is in it, because that rule may go meanwhile.
    const nodes = reachOf([rule], fleet)?.size ?? null
    const alone = reachedAlone(rule, args.directive.id, rules, fleet)?.size ?? null
    const directives = state.directives.filter(({ id }) => id !== args.directive.id)
    const elsewhere = rules.some(
      (other) => other.id !== rule.id && other.enabled && other.directives.includes(args.directive.id),
    )
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      after: { directives },
      impact: { nodes, tags: tagWords(rule.tags) },
      rests: { ...restsOn(rule), enabled: rule.enabled },
      validation,
      fields: [{ label: 'Nodes that lose it', value: toldCount(alone) }],
      notes: [
        ...(validation ? [validationNote] : []),
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? `After new policies are generated, at their next run (every ${every} min), nodes that lose it stop checking and repairing it, if it is enabled. What is set on them stays.`
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

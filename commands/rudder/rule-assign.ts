import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  byNames,
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
  stillThere,
  tagWords,
  toldCount,
  validationNote,
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
  says: { ask: 'Assign', done: 'Assigned' },
  args: z.object({ directive: z.string(), rule: z.string() }),
  joins: { rule: 'to' },
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
    const directive = stillThere('directive', args.directive, await findDirective(api))
    const directives = byNames([...state.directives, directive])
    const elsewhere = rules.some(
      (other) => other.id !== rule.id && other.enabled && other.directives.includes(args.directive.id),
    )
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      after: { directives },
      impact: { nodes, tags: tagWords(rule.tags) },
      rests: { ...restsOn(rule), enabled: rule.enabled },
      validation,
      fields: [{ label: 'Nodes that get it', value: toldCount(alone) }],
      notes: [
        ...(validation ? [validationNote] : []),
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? `After new policies are generated, at their next run (every ${every} min), the nodes have the directive too, if it is enabled.`
          : 'The rule is disabled, so nothing changes on any node until it is enabled.',
        ...(elsewhere
          ? ['Another enabled rule has this directive already; where both apply, it is applied once.']
          : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { directives: before.directives.map(({ id }) => id) } }),
})

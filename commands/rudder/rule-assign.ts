import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  begins,
  byNames,
  calledNow,
  changing,
  directiveInRule,
  effectNotes,
  effectPromise,
  findRule,
  findYourDirective,
  isNone,
  Named,
  offBecause,
  preconditionsOfRule,
  readFleet,
  readRuleEffect,
  refsById,
  rudder,
  rulePreconditions,
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
  says: {
    ask: 'assign',
    done: 'assigned',
    back: { ask: 'remove … again', done: 'removed … again', object: 'directive from rule' },
  },
  args: z.object({ directive: z.string(), rule: z.string() }),
  joins: { rule: 'to' },
  names: { directive: findYourDirective, rule: findRule },
  state: z.object({ directives: z.array(Named) }),
  labels: { directives: 'Directives' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions('targets'), ...ruleStatus },
  elsewhere: { directive: 'that the directive is still there' },
  readState: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return {
      state: { directives: refsById(rule.directives) },
      preconditions: { ...preconditionsOfRule(rule), enabled: rule.enabled },
    }
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
    const directive = stillThere('directive', args.directive, known)
    const before = { directives: refsById(state.directives, known) }
    // Whether it is switched off is told by a rule that has it.
    const status = rules.find((one) => one.directives.includes(directive.id))?.status
    const only = { directives: [directive.id], status }
    const effect = on(only, nodes, fleet)
    const users = rules.filter((one) => one.directives.includes(directive.id))
    const because = off(only).length > 0 ? offBecause(directive.name, users) : undefined
    const isOff = because !== undefined
    const directives = byNames([...before.directives, directive])
    return {
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      ...affects,
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: isOff },
      fields: [{ label: 'Nodes that get it', value: toldCount(alone, fleet) }],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        ...(!rule.enabled
          ? [{ lasts: 'The rule is disabled, so nothing changes on any node until it is enabled.' }]
          : isOff
            ? [{ lasts: offNote(because) }]
            : isNone(effect)
              ? [{ lasts: 'Nothing changes on any node: the rule applies to none that gets policies.' }]
              : [
                  later(begins(effect, { thing: 'the directive' })),
                  ...(status === undefined ? ["No rule has it yet, so I can't tell whether it is enabled."] : []),
                ]),
        ...effectNotes(effect, all),
        ...(elsewhere
          ? ['Another enabled rule has this directive already; where both apply, it is applied once.']
          : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { directives: before.directives.map(({ id }) => id) } }),
})

const offNote = (because: string) =>
  because === 'is disabled'
    ? 'The directive is disabled, so nothing changes on any node until it is enabled.'
    : `The directive ${because}. So nothing changes on any node.`

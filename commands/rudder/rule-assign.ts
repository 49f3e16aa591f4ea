import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  begins,
  byNames,
  directiveInRule,
  findRule,
  findYourDirective,
  isNone,
  refsById,
  rudder,
  ruleChange,
  ruleDirectivesWrite,
  stillThere,
  toldNodes,
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
  ...ruleDirectivesWrite,
  elsewhere: { directive: 'that the directive is still there' },
  plan: async ({ args, state, reason, api }) => {
    const [change, rules] = await Promise.all([ruleChange(api, { ...args, reason }), api.rules()])
    const { rule, fleet, first, later } = change
    const directive = stillThere('directive', args.directive, change.directives)
    const users = rules.filter((one) => one.directives.includes(directive.id))
    const found = directiveInRule(change, directive, { rules, users })
    const { alone, elsewhere, because, effect, effectNotes, plan } = found
    const before = { directives: refsById(state.directives, change.directives) }
    const directives = byNames([...before.directives, directive])
    return {
      ...plan,
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      fields: [{ label: 'Nodes that get it', value: toldNodes(alone, fleet) }],
      notes: [
        ...first,
        ...(!rule.enabled
          ? [{ lasts: 'The rule is disabled, so nothing changes on any node until it is enabled.' }]
          : because
            ? [{ lasts: offNote(because) }]
            : isNone(effect)
              ? [{ lasts: 'Nothing changes on any node: the rule applies to none that gets policies.' }]
              : [
                  later(begins(effect, { thing: 'the directive' })),
                  ...(users[0]?.status === undefined
                    ? ["No rule has it yet, so I can't tell whether it is enabled."]
                    : []),
                ]),
        ...effectNotes,
        ...(elsewhere
          ? ['Another enabled rule has this directive already; where both apply, it is applied once.']
          : []),
      ],
    }
  },
})

const offNote = (because: string) =>
  because === 'is disabled'
    ? 'The directive is disabled, so nothing changes on any node until it is enabled.'
    : `The directive ${because}. So nothing changes on any node.`

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  directiveInRule,
  ends,
  findDirective,
  findRule,
  refsById,
  rudder,
  ruleChange,
  ruleDirectivesWrite,
  skippedIn,
  skippedNotes,
  toldNodes,
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
  ...ruleDirectivesWrite,
  plan: async ({ args, state, reason, api }) => {
    const ruleId = args.rule.id
    const [change, rules, whole] = await Promise.all([
      ruleChange(api, { ...args, reason }),
      api.rules(),
      api.ruleCompliance({ ruleId, query: { level: 2 } }),
    ])
    const { rule, fleet, first, later } = change
    const directive = change.directives.find(({ id }) => id === args.directive.id) ?? args.directive
    const skipped = (rule.enabled ? skippedIn(whole) : []).filter(({ id }) => id === directive.id)
    const isSkipped = skipped.length > 0
    const found = directiveInRule(change, directive, { rules, users: [rule], isSkipped })
    const { alone, elsewhere, because, effect, isIdle, effectNotes, plan } = found
    const before = { directives: refsById(state.directives, change.directives) }
    const directives = before.directives.filter(({ id }) => id !== args.directive.id)
    return {
      ...plan,
      call: { ruleId: rule.id, body: { directives: directives.map(({ id }) => id) } },
      before,
      after: { directives },
      fields: [{ label: 'Nodes that lose it', value: toldNodes(alone, fleet) }],
      notes: [
        ...first,
        rule.enabled
          ? isIdle
            ? {
                lasts: `Nothing changes on any node: ${because ? `the directive ${because}` : isSkipped ? 'it does nothing in this rule' : 'no node gets it from this rule alone'}.`,
              }
            : later(ends(effect))
          : { lasts: 'The rule is disabled, so nothing changes on any node.' },
        ...skippedNotes(skipped),
        ...effectNotes,
        elsewhere
          ? 'Another enabled rule has this directive too, and its nodes keep it.'
          : 'No other enabled rule has this directive.',
        ...(directives.length === 0 ? ['The rule has no directive left then, so it does nothing.'] : []),
      ],
    }
  },
})

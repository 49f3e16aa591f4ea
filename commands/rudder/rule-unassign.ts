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
  skippedIn,
  skippedNotes,
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
  preconditions: { ...rulePreconditions('targets'), ...ruleStatus },
  readState: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return {
      state: { directives: refsById(rule.directives) },
      preconditions: { ...preconditionsOfRule(rule), enabled: rule.enabled },
    }
  },
  plan: async ({ args, state, reason, api }) => {
    const ruleId = args.rule.id
    const [{ validation, held, later, promises }, rule, fleet, rules, { all, directives: known, off, on }, whole] =
      await Promise.all([
        changing(api, reason),
        api.rule({ ruleId }),
        readFleet.all(api),
        api.rules(),
        readRuleEffect(api),
        api.ruleCompliance({ ruleId, query: { level: 2 } }),
      ])
    const { affects, alone, elsewhere, nodes } = directiveInRule(rule, args.directive.id, rules, fleet)
    const only = { directives: [args.directive.id], status: rule.status }
    const skipped = (rule.enabled ? skippedIn(whole) : []).filter(({ id }) => id === args.directive.id)
    const effect = on(only, skipped.length > 0 ? new Set() : nodes, fleet)
    const because = off(only).length > 0 ? offBecause(nameIn(known, args.directive), [rule]) : undefined
    const isOff = because !== undefined
    const before = { directives: refsById(state.directives, known) }
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
            ? {
                lasts: `Nothing changes on any node: ${isOff ? `the directive ${because}` : skipped.length > 0 ? 'it does nothing in this rule' : 'no node gets it from this rule alone'}.`,
              }
            : later(ends(effect))
          : { lasts: 'The rule is disabled, so nothing changes on any node.' },
        ...skippedNotes(skipped),
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

/** What a directive is called now, which is how Rudder names it in the status of a rule. */
const nameIn = (all: readonly Named[], { id, name }: Named) => all.find((one) => one.id === id)?.name ?? name

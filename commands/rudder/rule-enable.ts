import { z } from 'zod'
import { count, defineWrite, quoted } from '#bot'
import {
  affects,
  begins,
  calledNow,
  changing,
  effectNotes,
  effectPromise,
  findRule,
  isNone,
  nodesOf,
  preconditionsOfRule,
  readFleet,
  readRuleEffect,
  rudder,
  rulePreconditions,
  stoppedBy,
  taggedRules,
  targetWords,
  toldCount,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Apply a rule to its nodes again',
  examples: ['rudder rule enable CIS level 2', 'rudder rule enable CIS level 2 because the audit starts today'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['enabled'],
  says: { ask: 'enable', done: 'enabled', back: { ask: 'disable … again', done: 'disabled … again', danger: true } },
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  state: z.object({ enabled: z.boolean() }),
  labels: { enabled: 'Enabled' },
  reads: ['rule'],
  preconditions: rulePreconditions('targets', 'directives', 'mode'),
  readState: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: { enabled: rule.enabled }, preconditions: preconditionsOfRule(rule) }
  },
  plan: async ({ args, reason, api }) => {
    const [{ validation, held, later, automatic, promises }, rule, fleet, { all, off, on }] = await Promise.all([
      changing(api, reason),
      api.rule({ ruleId: args.rule.id }),
      readFleet.all(api),
      readRuleEffect(api),
    ])
    const reached = nodesOf(rule.targets, fleet)
    const stopped = stoppedBy(rule.targets, fleet.groups)
    const effect = on(rule, reached, fleet)
    const idle = idleBecause(rule.directives.length, off(rule), isNone(effect))
    return {
      call: { ruleId: rule.id, body: { enabled: true } },
      after: { enabled: true },
      ...affects(reached, fleet),
      tagged: taggedRules([rule]),
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: off(rule) },
      fields: [
        {
          label: 'Nodes that get it',
          value: `${toldCount(reached?.size ?? null, fleet)} (${targetWords(rule.targets, fleet.groups)})`,
        },
        { label: 'Directives', value: count(rule.directives.length) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        ...(stopped
          ? [
              `Its group ${quoted(stopped.displayName)} is disabled and stops it: it applies to no node until the group is enabled.`,
            ]
          : []),
        ...(idle ? [idle] : [later(begins(effect, { thing: 'the rule' })), ...someOff(off(rule))]),
        ...effectNotes(effect, all),
        ...(automatic && !idle ? [{ lasts: 'Until they have run, they count as pending.' }] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: before }),
})

const namesOf = (names: readonly string[]) => names.map(quoted).join(', ')

/** Why a rule does nothing although it is enabled; undefined if it does something. */
const idleBecause = (directives: number, off: readonly string[], isOnNone: boolean): string | undefined => {
  if (directives === 0) return 'It has no directives, so it does nothing.'
  if (off.length === directives)
    return `Nothing happens on any node: ${directives === 1 ? 'its only directive is' : 'all its directives are'} disabled (${namesOf(off)}).`
  return isOnNone ? 'Nothing happens on any node: it applies to none that gets policies.' : undefined
}

/** What of the rule does nothing. */
const someOff = (off: readonly string[]): readonly string[] =>
  off.length === 0 ? [] : [`Disabled, so not checked: ${namesOf(off)}.`]

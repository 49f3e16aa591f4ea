import { z } from 'zod'
import { count, defineWrite, quoted } from '#bot'
import {
  affects,
  begins,
  findRule,
  isNone,
  nodesOf,
  rudder,
  ruleChange,
  ruleEnabledWrite,
  stoppedBy,
  targetWords,
  toldNodes,
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
  ...ruleEnabledWrite,
  plan: async ({ args, reason, api }) => {
    const { rule, fleet, first, later, automatic, on } = await ruleChange(api, { ...args, reason })
    const reached = nodesOf(rule.targets, fleet)
    const stopped = stoppedBy(rule.targets, fleet.groups)
    const { effect, off, effectNotes, plan } = on(reached)
    const idle = idleBecause(rule.directives.length, off, isNone(effect))
    return {
      ...plan,
      call: { ruleId: rule.id, body: { enabled: true } },
      after: { enabled: true },
      ...affects(reached, fleet),
      fields: [
        {
          label: 'Nodes that get it',
          value: `${toldNodes(reached, fleet)} (${targetWords(rule.targets, fleet.groups)})`,
        },
        { label: 'Directives', value: count(rule.directives.length) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
      ],
      notes: [
        ...first,
        ...(stopped
          ? [
              `Its group ${quoted(stopped.displayName)} is disabled and stops it: it applies to no node until the group is enabled.`,
            ]
          : []),
        ...(idle ? [idle] : [later(begins(effect, { thing: 'the rule' })), ...someOff(off)]),
        ...effectNotes,
        ...(automatic && !idle ? [{ lasts: 'Until they have run, they count as pending.' }] : []),
      ],
    }
  },
})

const namesOf = (names: readonly string[]) => names.map(quoted).join(', ')

/** Why a rule does nothing although it is enabled; undefined if it does something. */
const idleBecause = (directives: number, off: readonly string[], isOnNone: boolean): string | undefined => {
  if (directives === 0) return 'It has no directives, so it does nothing.'
  if (off.length === directives)
    return `Nothing happens on any node: ${directives === 1 ? 'its only directive is' : 'all its directives are'} disabled (${namesOf(off)}).`
  return isOnNone ? 'Nothing happens on any node: it applies to none that gets policies.' : undefined
}

/** The directives of the rule that do nothing. */
const someOff = (off: readonly string[]): readonly string[] =>
  off.length === 0 ? [] : [`Disabled, so not checked: ${namesOf(off)}.`]

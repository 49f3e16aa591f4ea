import { z } from 'zod'
import { count, defineRead, quoted, typedName, withItems } from '#bot'
import {
  byName,
  type CompliancePart,
  countsInWords,
  figureOf,
  figureOn,
  figureWords,
  findDirective,
  hostWords,
  isFailingState,
  offBecause,
  readActivity,
  readDirective,
  rudder,
  stateCounts,
  stateIn,
  statusOf,
  stillChecked,
} from '#rudder'

/** How many rules are listed. */
const most = 15

export default defineRead(rudder, {
  summary: 'Which rules use this directive, and how is it doing?',
  examples: ['rudder directive SSH settings'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({ directive: z.string() }),
  names: { directive: findDirective },
  facts: { compliance: 'percent', failing: 'count', nodes: 'count', rules: 'count' },
  run: async ({ args: { directive }, api, now }) => {
    const [running, whole, rules] = await Promise.all([
      readActivity(api, now),
      readDirective(api, directive.id),
      api.rules(),
    ])
    const users = rules
      .filter(({ directives }) => directives.includes(directive.id))
      .sort((a, b) => byName(a.displayName, b.displayName))
    const inRule = new Map(whole.rules.map((rule) => [rule.id, rule]))
    const { nodes } = whole
    const stateOf = stateIn(running)
    const counts = stateCounts(nodes.map(stateOf))
    const failing = nodes.filter((node) => isFailingState(stateOf(node)))
    const enabled = users.filter((rule) => rule.enabled)
    // From the status of each rule, because the read of the directive would carry its parameters.
    const off = offBecause(directive.name, users)
    const isOverridden = enabled.length > 0 && enabled.every(({ id }) => inRule.get(id)?.skippedDetails)
    const isIdle = nodes.length === 0
    const isOff = off !== undefined || enabled.length === 0
    const doing = isIdle
      ? idle({ off, isOverridden, used: users.length, enabled: enabled.length })
      : `${figureOf(whole) === null ? 'has' : 'is'} ${figureOn(whole, counts)}`
    return {
      title: `${quoted(directive.name)} ${doing}`,
      ...(isOff &&
        !isIdle && { lead: `Warning: it ${off ?? 'is in no enabled rule'}, ${stillChecked(nodes.length)}.` }),
      facts: {
        compliance: isIdle ? null : figureOf(whole),
        failing: failing.length,
        nodes: nodes.length,
        rules: users.length,
      },
      fields: [
        { label: 'Mode', value: whole.policyMode ?? 'not said' },
        { label: 'Nodes', value: `${count(nodes.length)}: ${countsInWords(counts)}` },
        { label: 'Rules', value: `${count(users.length)}, ${count(enabled.length)} enabled` },
        { label: 'Id', value: directive.id },
      ],
      lists: withItems([
        {
          title: 'Rules that use it',
          items: users
            .slice(0, most)
            .map((rule) => ({ name: rule.displayName, text: inWords(rule, inRule.get(rule.id)) })),
          total: users.length,
        },
        { title: 'Fails on', items: failing.length > 0 ? [hostWords(failing)] : [] },
      ]),
      next: [
        ...enabled.slice(0, 1).map(({ id, displayName }) => {
          return `rudder ${failing.length > 0 ? 'failing' : 'rule show'} ${typedName({ id, name: displayName })}`
        }),
        `rudder directive details ${typedName(directive)}`,
      ],
      provenance: { renewed: `agents report every ${running.every} min` },
    }
  },
})

interface Idle {
  readonly off: string | undefined
  readonly isOverridden: boolean
  readonly used: number
  readonly enabled: number
}

const idle = (of: Idle): string => {
  if (of.off) return of.off
  if (of.used === 0) return 'is in no rule, so it applies nowhere'
  if (of.enabled === 0) return 'is in no enabled rule, so it applies nowhere'
  return of.isOverridden
    ? 'is overridden in every enabled rule that has it, so it counts nowhere'
    : 'is checked on no node'
}

interface User {
  readonly enabled: boolean
  readonly status?: { readonly value: string; readonly details?: string | undefined } | undefined
}

/** The compliance of a directive in one rule. */
const inWords = (rule: User, part: CompliancePart | undefined): string => {
  if (!rule.enabled && part && !part.skippedDetails) return `disabled, but still checked: ${figureWords(part)}`
  if (!rule.enabled) return 'disabled, so it applies nowhere'
  if (part?.skippedDetails) return `overridden there by rule ${part.skippedDetails.overridingRuleName}; not counted`
  if (part) return figureWords(part)
  const really = statusOf(rule)
  return `on no node${really && ` (${really})`}`
}

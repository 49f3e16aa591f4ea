import { z } from 'zod'
import { count, defineRead, typed } from '#bot'
import {
  byName,
  figureOf,
  figureWords,
  findDirective,
  hostWords,
  isFailing,
  rudder,
  tally,
  words,
  worst,
} from '#rudder'

/** How many rules are listed. */
const most = 15

export default defineRead(rudder, {
  summary: 'Which rules use this directive, and how is it doing?',
  examples: ['rudder directive SSH settings'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read', 'rudder:settings:read'],
  args: z.object({ directive: z.string() }),
  names: { directive: findDirective },
  facts: { compliance: 'percent', failing: 'count', nodes: 'count', rules: 'count' },
  run: async ({ args: { directive }, api }) => {
    const every = await api.runFrequency()
    const whole = await api.directiveCompliance({ directiveId: directive.id, query: { level: 2 } })
    const users = (await api.rules())
      .filter(({ directives }) => directives.includes(directive.id))
      .sort((a, b) => byName(a.displayName, b.displayName))
    const inRule = new Map((whole.rules ?? []).map((rule) => [rule.id, rule]))
    const nodes = whole.nodes ?? []
    const failing = nodes.filter(isFailing)
    const enabled = users.filter((rule) => rule.enabled)
    // Rudder says it of each rule: here nothing is read that has the parameters of the directive in it.
    const isOff = users.some(({ status }) => status?.details?.includes(`Directive '${directive.name}' disabled`))
    const used = users.map((rule) => {
      const part = inRule.get(rule.id)
      const text = !rule.enabled
        ? 'disabled, so it applies nowhere'
        : part?.skippedDetails
          ? `overridden there by rule ${part.skippedDetails.overridingRuleName}; not counted`
          : part
            ? figureWords(part)
            : `on no node${rule.status ? ` (${[rule.status.value, rule.status.details].filter(Boolean).join(': ')})` : ''}`
      return { name: rule.displayName, text }
    })
    const doing = isOff
      ? 'is disabled'
      : users.length === 0
        ? 'is in no rule, so it applies nowhere'
        : enabled.length === 0
          ? 'is in no enabled rule, so it applies nowhere'
          : nodes.length === 0
            ? 'is checked on no node'
            : `is ${figureWords(whole).replace('no figure yet', 'without a figure yet')} on ${count(nodes.length)} nodes`
    return {
      title: `“${directive.name}” ${doing}`,
      facts: {
        compliance: nodes.length === 0 ? null : figureOf(whole),
        failing: failing.length,
        nodes: nodes.length,
        rules: users.length,
      },
      fields: [
        { label: 'Mode', value: whole.policyMode ?? 'not said' },
        { label: 'Nodes', value: `${count(nodes.length)}: ${words(tally(nodes.map(worst)))}` },
        { label: 'Rules', value: `${count(users.length)}, ${count(enabled.length)} enabled` },
        { label: 'Id', value: directive.id },
      ],
      lists: [
        { title: 'Rules that use it', items: used.slice(0, most), total: used.length },
        {
          title: 'Fails on',
          items: failing.length > 0 ? [hostWords(failing.map(({ name }) => name))] : [],
        },
      ].filter(({ items }) => items.length > 0),
      next: [
        ...enabled.slice(0, 1).map(({ id, displayName }) => {
          return `rudder ${failing.length > 0 ? 'failing' : 'rule show'} ${typed({ id, name: displayName })}`
        }),
        `rudder directive details ${typed(directive)}`,
      ],
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

import { z } from 'zod'
import { count, defineRead, typed } from '#bot'
import { figureOf, findRule, readFleet, readRule, rudder, tally, targetWords, words, worst } from '#rudder'

export default defineRead(rudder, {
  summary: 'What is this rule, what does it apply where, and how is it doing?',
  examples: ['rudder rule SSH hardening'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  facts: { compliance: 'percent', nodes: 'count' },
  run: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    const groups = await readFleet.groups(api)
    const { nodes = [], directives = [], ...whole } = await readRule(api, rule.id)
    const names = new Map(directives.map(({ id, name }) => [id, name]))
    const name = typed({ id: rule.id, name: rule.displayName })
    const checked = rule.enabled && nodes.length > 0
    const compliance = checked ? figureOf(whole) : null
    const doing =
      compliance === null
        ? `no figure: ${checked ? 'nothing was reported yet' : 'no node is checked for it'}`
        : `${count(compliance)} % compliant`
    return {
      title: `“${rule.displayName}” is ${rule.enabled ? 'enabled' : 'disabled'}${rule.policyMode === 'audit' ? ', audit only' : ''}`,
      ...(rule.shortDescription && { lead: rule.shortDescription }),
      facts: { compliance, nodes: checked ? nodes.length : 0 },
      fields: [
        { label: 'Really', value: [rule.status?.value ?? 'not said', rule.status?.details].filter(Boolean).join(': ') },
        { label: 'Compliance', value: doing },
        ...(checked ? [{ label: 'Nodes', value: `${count(nodes.length)}: ${words(tally(nodes.map(worst)))}` }] : []),
        { label: 'Applies to', value: targetWords(rule.targets, groups) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
        {
          label: 'Tags',
          value:
            rule.tags
              .flatMap(Object.entries)
              .map(([key, value]) => `${key}=${value}`)
              .join(', ') || 'none',
        },
        { label: 'Id', value: rule.id },
      ],
      lists: [
        {
          title: rule.directives.every((id) => names.has(id))
            ? 'Directives'
            : 'Directives (by id where no node is checked for them: their names are not read)',
          items: rule.directives.map((id) => names.get(id) ?? id),
        },
      ].filter(({ items }) => items.length > 0),
      notes:
        rule.enabled && rule.status && rule.status.value !== 'In application'
          ? ['Enabled is not applied: see “Really”.']
          : [],
      next: [`rudder compliance ${name}`, `rudder rule ${rule.enabled ? 'disable' : 'enable'} ${name}`],
      provenance: { renewed: `agents report every ${await api.runFrequency()} min` },
    }
  },
})

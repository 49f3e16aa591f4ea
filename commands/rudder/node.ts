import { z } from 'zod'
import { count, defineRead, typed } from '#bot'
import { dateWords, figureOf, findNode, percent, rudder, tally, words, worst } from '#rudder'

export default defineRead(rudder, {
  summary: 'How is this node doing, and which rules fail on it?',
  examples: ['rudder node web-114.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ node: z.string() }),
  names: { node: findNode },
  facts: { compliance: 'percent', failing: 'count', rules: 'count' },
  run: async ({ args, api }) => {
    const node = await api.node({ nodeId: args.node.id, query: { include: 'default' } })
    const { rules = [], ...whole } = await api.nodeCompliance({ nodeId: node.id, query: { level: 2 } })
    const state = worst(whole)
    const compliance = figureOf(whole)
    const failing = rules.filter((rule) => ['error', 'non-compliant', 'silent'].includes(worst(rule)))
    const doing =
      rules.length === 0
        ? 'no rule is checked on it'
        : state === 'silent'
          ? 'silent: it sends no report'
          : compliance === null
            ? 'no figure, nothing was reported on its newest policies'
            : `${percent(compliance)} compliant`
    return {
      title: `${node.hostname}: ${doing}`,
      facts: { compliance: rules.length === 0 ? null : compliance, failing: failing.length, rules: rules.length },
      fields: [
        { label: 'Rules', value: `${count(rules.length)}: ${words(tally(rules.map(worst)))}` },
        { label: 'Last run', value: dateWords(node.lastRunDate) ?? 'not said' },
        { label: 'System', value: node.os?.fullName ?? 'not said' },
        { label: 'Addresses', value: node.ipAddresses?.join(', ') || 'not said' },
        { label: 'Mode', value: node.policyMode ?? 'not said' },
        { label: 'Id', value: node.id },
      ],
      lists: [
        {
          title: 'Rules to look at',
          items: failing
            .slice(0, 15)
            .map((rule) => ({ name: rule.name, text: words(tally([worst(rule)])).replace(/^1 /, '') })),
          total: failing.length,
        },
      ].filter(({ items }) => items.length > 0),
      next: failing.slice(0, 1).map((rule) => `rudder compliance ${typed(rule)}`),
      provenance: { renewed: `agents report every ${await api.runFrequency()} min` },
    }
  },
})

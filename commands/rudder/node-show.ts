import { z } from 'zod'
import { count, defineRead, typed } from '#bot'
import {
  dateWords,
  figureOf,
  figureWords,
  findNode,
  isFailing,
  rudder,
  runningOf,
  stateIn,
  tally,
  words,
  worst,
} from '#rudder'

export default defineRead(rudder, {
  summary: 'How is this node doing, and which rules fail on it?',
  examples: ['rudder node web-114.lyon2.acme.net'],
  scopes: ['rudder:nodes:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ node: z.string() }),
  names: { node: findNode },
  facts: { compliance: 'percent', failing: 'count', rules: 'count' },
  run: async ({ args, api, now }) => {
    const nodeId = args.node.id
    const [{ runFrequency: every }, node, { rules = [], ...whole }] = await Promise.all([
      api.settings(),
      api.node({ nodeId, query: { include: 'default' } }),
      api.nodeCompliance({ nodeId, query: { level: 2 } }),
    ])
    const running = runningOf([node], every, now)
    const state = stateIn(running)({ id: node.id, complianceDetails: whole.complianceDetails })
    const compliance = figureOf(whole)
    const bad = rules.filter((rule) => isFailing(rule) || worst(rule) === 'silent')
    const doing =
      state === 'ignored'
        ? 'ignored by Rudder, so nothing is checked on it'
        : running.silent.has(node.id)
          ? `silent: last ran ${dateWords(node.lastRunDate)}`
          : rules.length === 0
            ? 'no rule is checked on it'
            : state === 'silent'
              ? 'silent: it sends no report'
              : figureWords(whole)
    return {
      title: `${node.hostname}: ${doing}`,
      facts: {
        compliance: rules.length === 0 ? null : compliance,
        failing: rules.filter(isFailing).length,
        rules: rules.length,
      },
      fields: [
        { label: 'Rules', value: `${count(rules.length)}: ${words(tally(rules.map(worst)))}` },
        { label: 'Last run', value: dateWords(node.lastRunDate) ?? 'not said' },
        { label: 'System', value: node.os?.fullName ?? 'not said' },
        { label: 'Addresses', value: node.ipAddresses?.join(', ') || 'not said' },
        { label: 'Mode', value: node.policyMode ?? 'not said' },
        ...(node.state === undefined || node.state === 'enabled' ? [] : [{ label: 'State', value: node.state }]),
        { label: 'Id', value: node.id },
      ],
      lists: [
        {
          title: 'Rules to look at',
          items: bad
            .slice(0, 15)
            .map((rule) => ({ name: rule.name, text: words(tally([worst(rule)])).replace(/^1 /, '') })),
          total: bad.length,
        },
      ].filter(({ items }) => items.length > 0),
      next: bad.slice(0, 1).map((rule) => `rudder compliance ${typed(rule)}`),
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

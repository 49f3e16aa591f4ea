import { z } from 'zod'
import { count, defineWrite } from '#bot'
import {
  changing,
  findRule,
  lossOf,
  type Part,
  readFleet,
  rudder,
  tally,
  targetWords,
  validationNote,
  words,
  worst,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Stop applying a rule to its nodes',
  examples: [
    'rudder rule disable SSH hardening',
    'rudder rule disable SSH hardening because it locks out the jump hosts',
  ],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  says: { ask: 'Disable', done: 'Disabled' },
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  state: z.object({ enabled: z.boolean() }),
  look: async ({ args, api }) => ({ enabled: (await api.rule({ ruleId: args.rule.id })).enabled }),
  plan: async ({ args, reason, api }) => {
    const { validation, every } = await changing(api, reason)
    const ruleId = args.rule.id
    const rule = await api.rule({ ruleId })
    const fleet = await readFleet.all(api)
    const loss = lossOf(rule, await api.rules(), fleet, await api.ruleCompliance({ ruleId, query: { level: 2 } }))
    const affected = loss.nodes === null ? 'cannot be told' : count(loss.nodes)
    return {
      call: { ruleId, body: { enabled: false } },
      after: { enabled: false },
      impact: { nodes: loss.nodes, tags: rule.tags.flatMap(Object.entries).map(([key, value]) => `${key}=${value}`) },
      validation,
      fields: [
        { label: 'Nodes that lose it', value: `${affected} (${targetWords(rule.targets, fleet.groups)})` },
        { label: 'Their state now', value: words(tally(loss.states.map(worst))) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
      ],
      lists: [nodeList(loss.states)].filter(({ items }) => items.length > 0),
      notes: [
        ...(validation ? [validationNote] : []),
        `After new policies are generated, at their next run (every ${every} min), the nodes stop checking and repairing it. What is set on them stays.`,
        loss.alone.length === 0
          ? 'All its directives are in other enabled rules too.'
          : `${loss.alone.length} of its ${loss.directives} directives ${loss.alone.length === 1 ? 'is' : 'are'} in no other enabled rule: ${loss.alone.join(', ')}.`,
        'The compliance figure will rise, because failing checks leave the count. That is not a repair.',
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: before }),
})

const order = ['error', 'silent', 'non-compliant', 'pending']

/** Which nodes, the failing ones first. */
const nodeList = (nodes: readonly Part[]) => {
  const rank = (node: Part) => (order.indexOf(worst(node)) + order.length + 1) % (order.length + 1)
  const sorted = [...nodes].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'))
  const items = sorted
    .slice(0, 8)
    .map((node) => ({ name: node.name, text: words(tally([worst(node)])).replace(/^1 /, '') }))
  return { title: 'Nodes that lose it', items, total: sorted.length }
}

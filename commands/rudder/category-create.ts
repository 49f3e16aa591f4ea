import { z } from 'zod'
import { defineWrite } from '#bot'
import { branchesOf, changing, findRuleCategory, mustBeNew, rudder, stillThere, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Make a new category of rules, in the topmost one or in another',
  examples: ['rudder category create Paris', 'rudder category create Lyon in Security'],
  scopes: ['rudder:rules:read', 'rudder:settings:read'],
  writes: 'createRuleCategory',
  sends: ['parent', 'name'],
  says: { ask: 'create', done: 'created', kinds: { name: 'category', parent: 'category' } },
  args: z.object({ name: z.string().min(3).max(255), parent: z.string().optional() }),
  joins: { parent: 'in' },
  names: { parent: findRuleCategory },
  state: z.object({ category: z.string().nullable(), within: z.string().nullable() }),
  labels: { category: 'Category', within: 'Within' },
  reads: ['ruleTree'],
  elsewhere: { parent: 'that the parent is still there' },
  readState: async ({ args, api }) => {
    const all = branchesOf(await api.ruleTree())
    const found = all.find(({ name }) => name === args.name)
    const within = all.find(({ id }) => id === found?.parent)?.name ?? null
    return { state: { category: found?.name ?? null, within } }
  },
  plan: async ({ args, state, reason, api }) => {
    const [categories] = await Promise.all([findRuleCategory(api), changing(api, reason)])
    mustBeNew('category', args.name, state.category !== null)
    const parent = stillThere('category', args.parent ?? topmost, categories)
    return {
      call: { body: { parent: parent.id, name: args.name } },
      after: { category: args.name, within: parent.name },
      reach: 0,
      tagged: untagged,
      notes: ['A category only sorts rules: nothing happens on any node.'],
    }
  },
})

const topmost = { id: 'rootRuleCategory', name: 'of all rules' }

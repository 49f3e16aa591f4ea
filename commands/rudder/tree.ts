import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { branchesOf, byName, holding, rudder } from '#rudder'

/** How many rules are named for each category: in the whole tree, and in a search; and how many categories a search shows. */
const most = { all: 6, asked: 40, categories: 8 }

export default defineRead(rudder, {
  summary: 'Which categories of rules are there, and which rules are in them?',
  examples: ['rudder tree', 'rudder tree security'],
  press: 'show the tree of rules',
  scopes: ['rudder:rules:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { categories: 'count', rules: 'count' },
  run: async ({ args, api }) => {
    const all = branchesOf(await api.ruleTree())
    const preconditions = holding(args.words)
    const found = all.filter(({ path }) => preconditions(path)).sort((a, b) => byName(a.path, b.path))
    const rules = found.reduce((sum, branch) => sum + branch.rules.length, 0)
    if (found.length === 0) {
      return {
        title: `None of the ${count(all.length)} categories has ${quoted(args.words ?? '')} in its name`,
        facts: { categories: 0, rules: 0 },
        fields: [],
        next: ['rudder tree'],
      }
    }
    const named = (rule: { displayName: string; enabled: boolean }) =>
      rule.enabled ? rule.displayName : `${rule.displayName} (disabled)`
    const sorted = found.map(({ path, rules: its }) => ({
      path,
      names: [...its].sort((a, b) => byName(a.displayName, b.displayName)).map(named),
    }))
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    return {
      title: `${count(found.length)} ${found.length === 1 ? 'category' : 'categories'}${matching} with ${count(rules)} ${rules === 1 ? 'rule' : 'rules'}`,
      facts: { categories: found.length, rules },
      fields: [],
      lists: args.words
        ? sorted.slice(0, most.categories).map(({ path, names }) => ({
            title: `${path}: ${names.length === 0 ? 'empty' : `${count(names.length)} ${names.length === 1 ? 'rule' : 'rules'}`}`,
            items: names.length === 0 ? ['no rule'] : names.slice(0, most.asked),
            ...(names.length > 0 && { total: names.length }),
          }))
        : [
            {
              title: 'Categories',
              items: sorted.slice(0, 25).map(({ path, names }) => {
                const rest = names.length - most.all
                const more = rest > 0 ? ` and ${count(rest)} more` : ''
                return {
                  name: path,
                  text: names.length === 0 ? 'empty' : `${names.slice(0, most.all).join(', ')}${more}`,
                }
              }),
              total: sorted.length,
            },
          ],
      notes: !args.words
        ? ['Add words of a category to see all its rules.']
        : found.length > most.categories
          ? [`The first ${most.categories} are shown. Add words to see fewer categories.`]
          : [],
      next: found
        .flatMap((branch) => branch.rules)
        .slice(0, args.words ? 1 : 0)
        .map(({ id, displayName }) => `rudder rule show ${typedName({ id, name: displayName })}`),
    }
  },
})

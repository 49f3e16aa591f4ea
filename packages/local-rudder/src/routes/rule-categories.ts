import type { Route } from '../route.ts'
import { categoryRoutes, type Kind, treeOf } from './categories.ts'
import { shownRule } from './rules.ts'

const kind: Kind = {
  word: 'rule',
  of: ({ state }) => state.categories,
  content: ({ state }, { id }) => ({
    rules: state.rules
      .filter((rule) => rule.categoryId === id)
      .map((rule) => rule.id)
      .toSorted(),
  }),
  whole: (call, { id }) => ({
    rules: call.state.rules.filter((rule) => rule.categoryId === id).map((rule) => shownRule(call, rule)),
  }),
}

const root = 'rootRuleCategory'

/** The categories of rules, one by one and as a tree. */
export const ruleCategories: readonly Route[] = [
  {
    name: 'getRuleTree',
    about: 'Get all rules and rule categories structured as a tree',
    method: 'GET',
    path: 'rules/tree',
    answer: (call) => ({ id: root, data: { ruleCategories: treeOf(kind, call, root) } }),
  },
  ...categoryRoutes(kind),
]

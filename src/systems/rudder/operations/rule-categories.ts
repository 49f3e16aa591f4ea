import { read, write } from '../../operation.ts'
import { ReasonOnly } from '../shapes/changed.ts'
import { under } from '../shapes/container.ts'
import { CategoryDraft, CategoryPatch, RuleCategory, RuleTree } from '../shapes/rule.ts'

/** From `rootRuleCategory` down, with the rules. */
export const ruleTree = read('rudder:rules:read', 'GET /rules/tree', { output: under('ruleCategories', RuleTree) })
export const ruleCategory = read('rudder:rules:read', 'GET /rules/categories/{ruleCategoryId}', {
  output: under('ruleCategories', RuleCategory),
})

export const createRuleCategory = write('rudder:categories:write', 'PUT /rules/categories', {
  query: ReasonOnly,
  body: CategoryDraft,
  output: under('ruleCategories', RuleCategory),
})
export const updateRuleCategory = write('rudder:categories:write', 'POST /rules/categories/{ruleCategoryId}', {
  query: ReasonOnly,
  body: CategoryPatch,
  output: under('ruleCategories', RuleCategory),
})
/** Refused if something is in it. */
export const deleteRuleCategory = write('rudder:categories:write', 'DELETE /rules/categories/{ruleCategoryId}', {
  query: ReasonOnly,
  output: under('ruleCategories', RuleCategory),
})

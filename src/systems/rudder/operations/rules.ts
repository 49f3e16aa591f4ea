import { read, write } from '../../operation.ts'
import { Attribution } from '../shapes/changed.ts'
import { many, one } from '../shapes/container.ts'
import { Rule, RuleDraft, RulePatch } from '../shapes/rule.ts'

/** Without system rules. */
export const rules = read('rudder:rules:read', 'GET /rules', { output: many('rules', Rule) })
export const rule = read('rudder:rules:read', 'GET /rules/{ruleId}', { output: one('rules', Rule) })

/** A partial patch. Under change validation it answers 200 with the *requested* state and `changeRequestId`. */
export const updateRule = write('rudder:rules:write', 'POST /rules/{ruleId}', {
  query: Attribution,
  body: RulePatch,
  output: one('rules', Rule),
})

/** A new rule or, with `source`, a copy. Never a change request: if one would be needed, the rule comes disabled. */
export const createRule = write('rudder:rule-set:write', 'PUT /rules', {
  query: Attribution,
  body: RuleDraft,
  output: one('rules', Rule),
})
/** Answers 200 for an unknown id too, with an empty `displayName`. */
export const deleteRule = write('rudder:rule-set:write', 'DELETE /rules/{ruleId}', {
  query: Attribution,
  output: one('rules', Rule),
})

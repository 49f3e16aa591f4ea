import { log, requested, stored, submit } from '../change.ts'
import { fieldsOf, quote, text } from '../fields.ts'
import { beforeChange } from '../generation.ts'
import { patchedRule } from '../patch.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Enveloped, Route } from '../route.ts'
import { idOf } from '../seed/id.ts'
import type { Rule } from '../state.ts'
import { ruleMode, statusOf } from '../status.ts'
import { needsValidation } from '../validation.ts'

function found(call: Call): Rule {
  const [id] = call.parameters
  const rule = call.state.rules.find((one) => one.id === id)
  if (!rule) throw new Refused(`Rule with id '${id}' was not found`)
  return rule
}

/** A rule as the API shows it, with what is derived; `changeRequest` where it is only asked for. */
export function shownRule({ state }: Call, rule: Rule, changeRequest?: number): unknown {
  const { changedAt: _, enabled, tags, ...fields } = rule
  return {
    ...requested(changeRequest),
    ...fields,
    enabled,
    system: false,
    tags,
    policyMode: ruleMode(state, rule),
    status: statusOf(state, rule),
  }
}

const one = (call: Call, rule: Rule, changeRequest?: number): Enveloped => ({
  id: rule.id,
  data: { rules: [shownRule(call, rule, changeRequest)] },
})

function update(call: Call): Answer {
  const before = found(call)
  const after = patchedRule(before, call.json, call.version)
  const what = `update rule '${after.displayName}' (${after.id}) by API request`
  return one(call, after, submit(call, { kind: 'rule', before, after }, what))
}

const empty: Omit<Rule, 'id'> = {
  displayName: '',
  categoryId: 'rootRuleCategory',
  shortDescription: '',
  longDescription: '',
  directives: [],
  targets: [],
  enabled: true,
  tags: [],
}

/** A new rule or a copy; where it would have to be validated, it is made all the same, and disabled. */
function create(call: Call): Answer {
  const { state } = call
  const field = fieldsOf(call.json ?? '{}', 'Could not extract rule parameters from request')
  const refuse = (why: string) => new Refused(`Error when creating new rule; cause was: ${why}`, { raw: true })
  const name = field('displayName', text, quote)
  if (name === undefined) throw refuse("Inconsistency: Missing manadatory parameter 'displayName'")
  const id = field('id', text, quote) ?? idOf('rule', `${name} ${call.now} ${state.rules.length}`)
  const source = field('source', text, quote)
  const base = source === undefined ? empty : state.rules.find((rule) => rule.id === source)
  if (!base)
    throw refuse(
      `Could not create rule '${name}' (id:${id}) by cloning rule '${source}'); cause was: Inconsistency: Rule with id '${source}' was not found`,
    )
  if (state.rules.some((rule) => rule.id === id))
    throw refuse(`${stored(call)}: Cannot create a rule with ID '${id}' : there is already a rule with the same id`)
  if (state.rules.some((rule) => rule.displayName === name))
    throw refuse(`${stored(call)}: Cannot create a rule with name ${name} : there is already a rule with the same name`)
  const rule = { ...patchedRule({ ...base, id }, call.json, call.version), changedAt: call.now }
  if (needsValidation(state, { kind: 'rule', before: rule, after: rule })) rule.enabled = false
  beforeChange(state, call.now)
  state.rules.push(rule)
  log(call, `create rule '${name}' (${id})`)
  const answer = one(call, rule)
  return source === undefined ? answer : { ...answer, action: 'cloneRule' }
}

/** The rule as it was; an unknown one is deleted with success, and is empty. */
function remove(call: Call): Answer {
  const [id = ''] = call.parameters
  const before = call.state.rules.find((rule) => rule.id === id)
  if (!before) {
    const { status: _, ...nothing } = shownRule(call, { ...empty, id, enabled: false, categoryId: '' }) as {
      status: unknown
    }
    return { id, data: { rules: [nothing] } }
  }
  const shown = (changeRequest?: number) => one(call, before, changeRequest)
  const what = `delete rule '${before.displayName}' (${id}) by API request`
  return shown(submit(call, { kind: 'rule', before: structuredClone(before), after: undefined }, what))
}

const byId = (left: Rule, right: Rule) => (left.id < right.id ? -1 : 1)

/** The rules: updates and deletions open a change request where validation is on, creations do not. */
export const rules: readonly Route[] = [
  {
    name: 'listRules',
    about: 'List all rules with their information',
    method: 'GET',
    path: 'rules',
    answer: (call) => ({ data: { rules: call.state.rules.toSorted(byId).map((rule) => shownRule(call, rule)) } }),
  },
  {
    name: 'createRule',
    about: 'Create a new rule',
    method: 'PUT',
    path: 'rules',
    writes: true,
    answer: create,
  },
  {
    name: 'ruleDetails',
    about: 'Get information about given rule',
    method: 'GET',
    path: 'rules/{id}',
    answer: (call) => one(call, found(call)),
  },
  {
    name: 'updateRule',
    about: 'Update information about given rule',
    method: 'POST',
    path: 'rules/{id}',
    writes: true,
    answer: update,
  },
  {
    name: 'deleteRule',
    about: 'Delete given rule',
    method: 'DELETE',
    path: 'rules/{id}',
    writes: true,
    answer: remove,
  },
]

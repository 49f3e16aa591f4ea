import { patched } from '../patch.ts'
import { Refused } from '../refused.ts'
import type { Answer, Call, Route } from '../route.ts'
import type { Rule } from '../state.ts'
import { ruleMode, statusOf } from '../status.ts'
import { needsValidation, same, store } from '../validation.ts'

function found(call: Call): Rule {
  const [id] = call.parameters
  const rule = call.state.rules.find((one) => one.id === id)
  if (!rule) throw new Refused(`Rule with id '${id}' was not found`)
  return rule
}

function shown({ state }: Call, rule: Rule, changeRequest?: number): unknown {
  const { changedAt: _, enabled, tags, ...fields } = rule
  return {
    ...(changeRequest === undefined ? {} : { changeRequestId: String(changeRequest) }),
    ...fields,
    enabled,
    system: false,
    tags,
    policyMode: ruleMode(state, rule),
    status: statusOf(state, rule),
  }
}

const one = (call: Call, rule: Rule, changeRequest?: number): Answer => ({
  id: rule.id,
  data: { rules: [shown(call, rule, changeRequest)] },
})

function update(call: Call): Answer {
  const { state, now, query, account } = call
  const before = found(call)
  const after = patched(before, call.json, call.version)
  const what = `update rule '${after.displayName}' (${after.id}) by API request`
  if (same(before, after)) return one(call, after)
  state.eventLog.push({ at: now, actor: account.name, what, reason: query.get('reason') ?? undefined })
  if (!needsValidation(state, before, after)) {
    store(state, after, now)
    return one(call, after)
  }
  const id = Math.max(0, ...state.changeRequests.map((request) => request.id)) + 1
  state.changeRequests.push({
    id,
    displayName: query.get('changeRequestName') ?? what,
    description: query.get('changeRequestDescription') ?? '',
    status: 'Pending validation',
    createdBy: account.name,
    before: structuredClone(before),
    after,
  })
  return one(call, after, id)
}

const byId = (left: Rule, right: Rule) => (left.id < right.id ? -1 : 1)

/** The rules: list, details, and the partial update, which opens a change request where validation is on. */
export const rules: readonly Route[] = [
  {
    name: 'listRules',
    about: 'List all rules with their information',
    method: 'GET',
    path: 'rules',
    answer: (call) => ({ data: { rules: call.state.rules.toSorted(byId).map((rule) => shown(call, rule)) } }),
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
]

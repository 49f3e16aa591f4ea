import type { Call } from './route.ts'
import type { Change } from './state.ts'
import { needsValidation, same, store } from './validation.ts'

/** Notes in the event log what was done, by whom, and the reason that came with it. */
export function log({ state, now, account, query }: Call, what: string): void {
  state.eventLog.push({ at: now, actor: account.name, what, reason: query.get('reason') ?? undefined })
}

/**
 * Makes a change, or opens a change request for it where it must be validated, and gives the number of that. A change
 * that changes nothing is neither made nor noted.
 */
export function submit(call: Call, change: Change, what: string): number | undefined {
  const { state, now, query, account } = call
  if (change.after !== undefined && same(change.before, change.after)) return undefined
  log(call, what)
  if (!needsValidation(state, change)) {
    store(state, change, now)
    return undefined
  }
  const id = Math.max(0, ...state.changeRequests.map((request) => request.id)) + 1
  state.changeRequests.push({
    id,
    displayName: query.get('changeRequestName') ?? what,
    description: query.get('changeRequestDescription') ?? '',
    status: 'Pending validation',
    createdBy: account.name,
    change: structuredClone(change),
  })
  return id
}

/** What an object that needs one more validation shows first. */
export const requested = (changeRequest: number | undefined) =>
  changeRequest === undefined ? {} : { changeRequestId: String(changeRequest) }

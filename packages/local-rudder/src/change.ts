import { Refused } from './refused.ts'
import type { Call } from './route.ts'
import type { Change, ChangeRequest, RudderState } from './state.ts'
import { needsValidation, same, store } from './validation.ts'

/** Notes in the event log what was done, by whom, and the reason that came with it. */
export function log({ state, now, account, query }: Call, what: string): void {
  state.eventLog.push({ at: now, actor: account.name, what, reason: query.get('reason') ?? undefined })
}

/** The kind of error that what stores the objects says; it was spelt otherwise in 8.0 (API 18). */
export const stored = ({ server }: Call): string => (server.versions.at(-1) === 18 ? 'Consistancy' : 'Consistency')

const leastReason = 5

/**
 * Refuses where a reason is mandatory and there is none or a short one. Of what Coxswain writes, the server looks at it
 * for categories of groups and decisions on change requests only.
 */
export function requireReason({ state, query, version }: Call): void {
  const { enable_change_message: asked, mandatory_change_message: mandatory } = state.settings
  const reason = query.get('reason')
  if (asked !== true || mandatory !== true || (reason ?? '').length >= leastReason) return
  const why = `Reason field ${reason === null ? 'is mandatory and ' : ''}should be at least ${leastReason} characters long`
  throw new Refused(
    version >= 22 ? `There was an error while extracting reason message; cause was: Inconsistency: ${why}` : why,
    {
      raw: true,
    },
  )
}

/** What a person enters in Rudder's pages; there a request may change several objects. */
export type Asked = Pick<ChangeRequest, 'displayName' | 'description' | 'createdBy'> & {
  readonly change: Change | readonly Change[]
}

/** Opens a change request with the next number, and returns that. */
export function openRequest({ changeRequests }: RudderState, { change, ...asked }: Asked): number {
  const id = Math.max(0, ...changeRequests.map((request) => request.id)) + 1
  const changes = structuredClone([change].flat())
  changeRequests.push({ ...asked, changes, id, status: 'Pending validation' })
  return id
}

/**
 * Makes a change, or opens a change request for it where it must be validated, and gives the number of that. A change
 * that changes nothing is neither made nor noted.
 */
export function submit(call: Call, change: Change, what: string): number | undefined {
  const { state, now, query, account } = call
  if (change.before && change.after && same(change.before, change.after)) return undefined
  log(call, what)
  if (!needsValidation(state, change)) {
    store(state, change, now)
    return undefined
  }
  return openRequest(state, {
    displayName: query.get('changeRequestName') ?? what,
    description: query.get('changeRequestDescription') ?? '',
    createdBy: account.name,
    change,
  })
}

/** What an object that needs one more validation shows first. */
export const requested = (changeRequest: number | undefined) =>
  changeRequest === undefined ? {} : { changeRequestId: String(changeRequest) }

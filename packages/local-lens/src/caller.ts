import { plain, refused } from './refused.ts'
import type { LensState, UserGroup } from './state.ts'

/** Whose key it is, and their user group. */
export interface Caller {
  readonly user: string
  readonly group: UserGroup
}

/** How a key is sent: Lens reads both headers, plain Cube only the first. */
export interface Sent {
  readonly authorization: string | undefined
  readonly apikey: string | undefined
}

const holds = ({ includes, excludes = [] }: UserGroup, user: string): boolean =>
  (includes === '*' || includes.includes(user)) && !excludes.includes(user)

/** Who asks; throws 403 for no key, and the same 403 for one that is unknown and one that is expired. */
export const callerOf = (state: LensState, { authorization, apikey }: Sent, now: number): Caller => {
  if (authorization === undefined && apikey === undefined) throw plain(403, "Authorization header isn't set")
  const secret = authorization === undefined ? apikey : authorization.replace(/^Bearer /, '')
  const key = state.keys.find((one) => one.secret === secret)
  if (!key || (key.expiresAt !== undefined && key.expiresAt <= now)) throw plain(403, 'Invalid token')
  const group = state.groups.find((one) => holds(one, key.user))
  return { user: key.user, group: group ?? { name: 'none', scopes: [], includes: [] } }
}

/** Throws 403 unless the user group has the scope. */
export const mustHave = ({ group }: Caller, scope: string): void => {
  if (group.scopes !== undefined && !group.scopes.includes(scope)) throw refused(403, `API scope is missing: ${scope}`)
}

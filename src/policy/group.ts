import type { Identity, Principal } from './person.ts'
import { humanOf, listedAs, plainEmail, trustedEmail } from './person.ts'

/** Rights for some people: one entry of `groups:`. */
export interface UserGroup {
  readonly name: string
  readonly description?: string
  /** Who can grant it. */
  readonly owner?: string
  readonly api_scopes: readonly string[]
  readonly includes: readonly string[] | '*'
  readonly excludes: readonly string[]
  /** Where it counts; everywhere if not set. */
  readonly connections?: readonly string[]
  /** In which channels it counts; everywhere if not set. */
  readonly channels?: readonly string[]
}

/**
 * True if the group includes the person and does not exclude one of their accounts. `"*"` is everybody with a trusted
 * e-mail: accounts of the terminal have none, so they are named or refused.
 */
export const isMember = (group: UserGroup, principal: Principal, identity: Identity): boolean =>
  includes(group, principal, identity) && !excludes(group, principal, identity)

const includes = (group: UserGroup, principal: Principal, identity: Identity): boolean => {
  const email = trustedEmail(principal, identity)
  // An e-mail that is not trusted proves nobody, so the person behind it counts only if there is no e-mail at all.
  const known = email !== undefined || principal.email === undefined ? listedAs(principal, identity) : principal.id
  const listed = known === principal.id ? undefined : known
  if (group.includes === '*') return listed !== undefined
  return group.includes.some((who) => who === principal.id || same(who, email) || same(who, listed))
}

const excludes = (group: UserGroup, principal: Principal, identity: Identity): boolean => {
  const accounts = [principal.id, plainEmail(principal.email), humanOf(principal, identity)]
  return group.excludes.some((who) => {
    const email = plainEmail(who)
    return (
      accounts.includes(who) ||
      accounts.includes(email ?? who) ||
      accounts.includes(humanOf(email ? { id: who, email } : { id: who }, identity))
    )
  })
}

const same = (who: string, email: string | undefined): boolean =>
  email !== undefined && who.toLowerCase() === email.toLowerCase()

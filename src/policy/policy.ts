import type { Individual } from '../vault/individual.ts'
import { covers, isScope } from '../vault/scope.ts'
import type { UserGroup } from './group.ts'
import { isMember } from './group.ts'
import { individualOf } from './individual.ts'
import { type Login, mayOwn, ownerOf } from './login.ts'
import type { ApprovalEntry, PeopleNeeded, Write } from './people.ts'
import { looksAtTags, peopleNeeded } from './people.ts'
import type { Identity, Principal } from './person.ts'
import { humanOf } from './person.ts'
import { scopeWords } from './scope-words.ts'

/** What is asked: scopes on one connection, in a channel if there is one. */
export interface AccessRequest {
  readonly scopes: readonly string[]
  /** Left out only for commands about the bot itself; groups limited to connections then do not count. */
  readonly connection?: string
  /** Left out at the terminal; groups limited to channels then do not count. */
  readonly channel?: string
}

/** A group that has a missing scope. `member`: the person is in it, but it does not count in this channel. */
export interface Granting {
  readonly name: string
  readonly owner?: string
  readonly member: boolean
}

/** Allowed or not, with what decided. `allowed` is true exactly when nothing is missing. */
export interface Decision {
  readonly allowed: boolean
  readonly missing: readonly string[]
  readonly because: readonly { readonly scope: string; readonly group: string; readonly pattern: string }[]
  readonly grants: readonly { readonly scope: string; readonly groups: readonly Granting[] }[]
}

/** Who may do what, decided from data alone. */
export interface Policy {
  decide(principal: Principal, ask: AccessRequest): Decision
  people(write: Write): PeopleNeeded
  /** Whether the tags of what such a write affects may decide how many people it needs. */
  looksAtTags(write: Pick<Write, 'scope' | 'connection'>): boolean
  human(principal: Principal): string
  /** The person as a system gets to know them that makes a token for whoever asks. */
  individual(principal: Principal, profile: Individual['profile']): Individual
  /** The human whose login of a system this is, as the settings say; undefined if they don't list it. */
  owner(login: Login): string | undefined
  /** Whether the login is this person's, or may be: a reason to refuse, never one to allow. */
  mayOwn(principal: Principal, login: Login): boolean
  /** What a scope lets one do: `change rules`. */
  words(scope: string): string
}

/** What a policy is made of; `sensitive` scopes are given only by their exact spelling, `words` say what scopes are for. */
export interface PolicySettings {
  readonly groups: readonly UserGroup[]
  readonly approvals: readonly ApprovalEntry[]
  readonly identity: Identity
  readonly sensitive: Iterable<string>
  readonly words: Readonly<Record<string, string>>
}

/** The policy of some settings: all groups of a person count together, and what none gives is refused. */
export const createPolicy = ({ groups, approvals, identity, sensitive, words }: PolicySettings): Policy => {
  const guarded = new Set(sensitive)
  const say = (scope: string) => scopeWords(scope, words)
  const patternFor = (group: UserGroup, scope: string) =>
    isScope(scope) ? group.api_scopes.find((pattern) => covers(pattern, scope, guarded)) : undefined

  const decide = (principal: Principal, ask: AccessRequest): Decision => {
    const scopes = [...new Set(ask.scopes)]
    const near = groups.filter(({ connections }) => counts(connections, ask.connection))
    const mine = near.filter((group) => isMember(group, principal, identity))
    const because = scopes.flatMap((scope) => {
      for (const group of mine) {
        const pattern = counts(group.channels, ask.channel) ? patternFor(group, scope) : undefined
        if (pattern !== undefined) return [{ scope, group: group.name, pattern }]
      }
      return []
    })
    const missing = scopes.filter((scope) => !because.some((one) => one.scope === scope))
    const granting = (scope: string) => near.filter((group) => patternFor(group, scope) !== undefined)
    const grants = missing.map((scope) => ({
      scope,
      groups: granting(scope).map((group) => ({
        name: group.name,
        ...(group.owner !== undefined && { owner: group.owner }),
        member: mine.includes(group),
      })),
    }))
    return { allowed: missing.length === 0, missing, because, grants }
  }

  return {
    decide,
    words: say,
    people: (write) => peopleNeeded(approvals, write, say),
    looksAtTags: (write) => looksAtTags(approvals, write),
    human: (principal) => humanOf(principal, identity),
    individual: (principal, profile) => ({ ...individualOf(principal, identity, groups), profile }),
    owner: (login) => ownerOf(login, identity),
    mayOwn: (principal, login) => mayOwn(principal, login, identity),
  }
}

/** A limit that is not set counts everywhere; one that is set needs a value that it lists. */
const counts = (limit: readonly string[] | undefined, value: string | undefined): boolean =>
  limit === undefined || (value !== undefined && limit.includes(value))

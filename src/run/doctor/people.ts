import { approvalsAsked, whenAsked } from '../../policy/approvals-asked.ts'
import type { UserGroup } from '../../policy/group.ts'
import type { ApprovalEntry } from '../../policy/people.ts'
import { humanOf, type Identity, plainEmail } from '../../policy/person.ts'
import { listed } from '../../policy/scope-words.ts'
import type { ReachUnit } from '../../reach.ts'
import { covers } from '../../vault/scope.ts'
import { type Check, type CheckResult, finder } from './finding.ts'

/** The part of the policy that is checked, and what can be written on which connection. */
export interface PeopleSettings {
  readonly groups: readonly UserGroup[]
  readonly approvals: readonly ApprovalEntry[]
  readonly identity: Identity
  readonly writes: readonly { readonly connection: string; readonly scope: string; readonly unit: ReachUnit }[]
}

/** Empty groups, and changes that need more people than there are. */
export const peopleCheck = (settings: PeopleSettings): Check => ({
  name: 'people',
  offline: true,
  run: async () => {
    const findings = [...settings.groups.flatMap((group) => empty(group, settings)), ...tooFew(settings)]
    const enough = finder('groups')('ok', 'people', 'Every group has people, and every change has enough.')
    return findings.length === 0 ? [enough] : findings
  },
})

const empty = (group: UserGroup, { identity }: PeopleSettings): readonly CheckResult[] => {
  const people = humansIn(group, identity)
  if (people === 'everybody' || people.length > 0) return []
  const found = finder(`group ${group.name}`)
  return [
    found('warning', `group:${group.name}`, 'Nobody is in it: all whom it includes it excludes again.', {
      todo: 'Correct includes: or excludes:, or take the group away.',
    }),
  ]
}

/** Writes that need more approvals than there are people who can give them; those with the same gap in one line. */
const tooFew = ({ groups, approvals, identity, writes }: PeopleSettings): readonly CheckResult[] => {
  const short = writes.flatMap((write) => {
    const able = groups.filter((group) => gives(group, write)).map((group) => humansIn(group, identity))
    if (able.length === 0 || able.includes('everybody')) return []
    const has = new Set(able.flat()).size
    return approvalsAsked(approvals, write)
      .filter(({ people }) => people > has)
      .map((asked) => ({ ...write, has, people: asked.people, when: whenAsked(asked, write.unit) }))
  })
  const alike = Map.groupBy(short, ({ connection, has, people, when }) =>
    JSON.stringify([connection, has, people, when]),
  )
  return [...alike.values()].map(lacking)
}

interface Short {
  readonly connection: string
  readonly scope: string
  readonly has: number
  readonly people: number
  /** As it appears after “2 approvals”; empty for always. */
  readonly when: string
}

const lacking = (alike: readonly Short[]): CheckResult => {
  const [first] = alike
  if (first === undefined) throw new Error('a line about nothing')
  const { connection, has, people, when } = first
  const scopes = alike.map(({ scope }) => scope)
  const verb = scopes.length === 1 ? 'needs' : 'need'
  const who = has === 0 ? 'nobody has' : has === 1 ? 'only 1 person has' : `only ${has} people have`
  const it = scopes.length === 1 ? 'it' : 'them'
  const end = when === '' ? 'no such change can ever be confirmed' : "such changes can't be confirmed, all others can"
  return finder(connection)(
    'warning',
    `people:${connection}:${scopes.join('+')}:${people}`,
    `${listed(scopes)} ${verb} ${people} approvals${when}, and ${who} ${it}: ${end}.`,
    { todo: `Add people to a group that has ${it}, or lower people: in approvals:.` },
  )
}

const gives = (
  { connections, api_scopes }: UserGroup,
  { connection, scope }: PeopleSettings['writes'][number],
): boolean => (connections?.includes(connection) ?? true) && api_scopes.some((pattern) => covers(pattern, scope))

/** Who is in a group, each human once. */
const humansIn = ({ includes, excludes }: UserGroup, identity: Identity): readonly string[] | 'everybody' => {
  if (includes === '*') return 'everybody'
  const human = (who: string) => {
    const email = plainEmail(who)
    return humanOf(email ? { id: who, email } : { id: who }, identity)
  }
  const out = new Set(excludes.map(human))
  return [...new Set(includes.map(human))].filter((one) => !out.has(one))
}

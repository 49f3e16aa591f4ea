import type { Group } from '../../policy/group.ts'
import type { ApprovalEntry } from '../../policy/people.ts'
import { humanOf, type Identity, plainEmail } from '../../policy/person.ts'
import { covers } from '../../vault/scope.ts'
import { type Check, type Found, finder } from './finding.ts'

/** The part of the policy that is looked at, and what can be written where. */
export interface PeopleSettings {
  readonly groups: readonly Group[]
  readonly approvals: readonly ApprovalEntry[]
  readonly identity: Identity
  readonly writes: readonly { readonly connection: string; readonly scope: string }[]
}

/** Groups that nobody is in, and changes that need more people than there are. */
export const peopleCheck = (settings: PeopleSettings): Check => ({
  name: 'people',
  offline: true,
  run: async () => {
    const findings = [...settings.groups.flatMap((group) => empty(group, settings)), ...tooFew(settings)]
    const enough = finder('groups')('ok', 'people', 'Every group has people, and every change has enough.')
    return findings.length === 0 ? [enough] : findings
  },
})

const empty = (group: Group, { identity }: PeopleSettings): readonly Found[] => {
  const people = humansIn(group, identity)
  if (people === 'everybody' || people.length > 0) return []
  const found = finder(`group ${group.name}`)
  return [
    found('warning', `group:${group.name}`, 'Nobody is in it: all whom it includes it excludes again.', {
      todo: 'Correct includes: or excludes:, or take the group away.',
    }),
  ]
}

const tooFew = ({ groups, approvals, identity, writes }: PeopleSettings): readonly Found[] =>
  approvals.flatMap((entry) => {
    const bound = writes.filter(
      ({ connection, scope }) =>
        entry.scopes.some((pattern) => covers(pattern, scope)) && (entry.connections?.includes(connection) ?? true),
    )
    return bound.flatMap(({ connection, scope }) => {
      const able = groups.filter(
        (group) =>
          (group.connections?.includes(connection) ?? true) &&
          group.api_scopes.some((pattern) => covers(pattern, scope)),
      )
      const people = able.map((group) => humansIn(group, identity))
      if (able.length === 0 || people.includes('everybody')) return []
      const many = new Set(people.flat()).size
      if (many >= entry.people) return []
      const found = finder(connection)
      return [
        found(
          'warning',
          `people:${connection}:${scope}:${entry.people}`,
          `${scope} needs ${entry.people} people by approvals:, and ${many === 1 ? '1 person has' : `${many} have`} it: no such change can ever be confirmed.`,
          { todo: 'Add people to a group that has it, or lower people:.' },
        ),
      ]
    })
  })

/** Who is in a group, each human once. */
const humansIn = ({ includes, excludes }: Group, identity: Identity): readonly string[] | 'everybody' => {
  if (includes === '*') return 'everybody'
  const human = (who: string) => {
    const email = plainEmail(who)
    return humanOf(email ? { id: who, email } : { id: who }, identity)
  }
  const out = new Set(excludes.map(human))
  return [...new Set(includes.map(human))].filter((one) => !out.has(one))
}

import { type Check, type Finding, finder } from '../../run/doctor/finding.ts'
import type { Call } from '../call.ts'

/** The groups of the policy, as far as they name people. */
export type Groups = readonly { readonly name: string; readonly includes: readonly string[] | '*' }[]

/** How many people are looked up in one checkup: Slack allows some fifty a minute. */
const most = 40

/** The people that groups name: whether Slack knows an account that could be meant. Rights that nobody has are a mistake, or somebody who left. */
export const groupsCheck = (call: Call, groups: Groups): Check => ({
  name: 'groups',
  offline: false,
  run: async (signal) => {
    const named = groups.flatMap(({ name, includes }) =>
      includes === '*' ? [] : includes.map((who) => ({ who, group: name })),
    )
    const people = [
      ...Map.groupBy(
        named.filter(({ who }) => isInSlack(who)),
        ({ who }) => who,
      ),
    ]
    const findings: Finding[] = []
    for (const [who, some] of people.slice(0, most)) {
      if (signal.aborted) break
      const wrong = await missing(call, who)
      if (wrong === undefined) continue
      const found = finder('groups', `${who} (${some.map(({ group }) => group).join(', ')})`)
      findings.push(
        found('warning', `person:${who}`, wrong, { todo: 'Correct the group, or take the person out of it.' }),
      )
    }
    const found = finder('groups', 'people of groups')
    const looked = Math.min(people.length, most)
    const rest = people.length > most ? ` ${people.length - most} more were not looked up: Slack limits that.` : ''
    if (findings.length > 0 || looked === 0) return findings
    return [found('ok', 'groups', `Slack knows ${looked === 1 ? 'the one' : `all ${looked}`} that groups name.${rest}`)]
  },
})

const isInSlack = (who: string): boolean => who.includes('@') || who.startsWith('slack:')

/** Why nobody is meant; undefined where somebody is, or where Slack does not say. */
const missing = async (call: Call, who: string): Promise<string | undefined> => {
  const user = who.startsWith('slack:') ? who.slice(who.lastIndexOf('/') + 1) : undefined
  const answered = await (user === undefined
    ? call('users.lookupByEmail', { email: who })
    : call('users.info', { user }))
  if (answered.how === 'refused')
    return /^users?_not_found$/.test(answered.why) ? 'Slack knows no such account.' : undefined
  if (answered.how !== 'sent') return undefined
  const { deleted } = answered.data.user as { readonly deleted?: boolean }
  return deleted ? 'The account in Slack is deactivated.' : undefined
}

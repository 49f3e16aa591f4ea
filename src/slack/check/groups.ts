import { type Check, type CheckResult, finder } from '../../run/doctor/finding.ts'
import type { SlackCall } from '../call.ts'

/** The groups of the policy, as far as they name people. */
export type Groups = readonly { readonly name: string; readonly includes: readonly string[] | '*' }[]

/** How many people are looked up in one checkup: Slack allows some fifty a minute. */
const most = 40

/**
 * The people that groups name: whether Slack knows an account that could be meant. If nobody has a right, it is a mistake or
 * somebody left.
 */
export const groupsCheck = (call: SlackCall, groups: Groups): Check => ({
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
    const looks: { readonly who: string; readonly groups: readonly string[]; readonly look: Look }[] = []
    for (const [who, some] of people.slice(0, most)) {
      if (signal.aborted) break
      looks.push({ who, groups: some.map(({ group }) => group), look: await lookUp(call, who) })
    }
    return [...looks.flatMap(missing), ...(people.length > 0 ? [summary(people.length, looks)] : [])]
  },
})

/** What Slack says about somebody; `unsaid` if it does not answer, or not to this. */
type Look = 'known' | 'unknown' | 'deactivated' | 'unsaid'

const missing = ({
  who,
  groups,
  look,
}: {
  who: string
  groups: readonly string[]
  look: Look
}): readonly CheckResult[] => {
  if (look === 'known' || look === 'unsaid') return []
  const says = look === 'unknown' ? 'Slack knows no such account.' : 'The account in Slack is deactivated.'
  const found = finder(`${who} (${groups.join(', ')})`)
  return [found('warning', `person:${who}`, says, { todo: 'Correct the group, or take the person out of it.' })]
}

const summary = (all: number, looks: readonly { readonly look: Look }[]): CheckResult => {
  const found = finder('people of groups')
  const of = (word: Look) => looks.filter(({ look }) => look === word).length
  const [known, unsaid] = [of('known'), of('unsaid')]
  const rest = looks.length < all ? ` ${all - looks.length} were not looked up: Slack limits that.` : ''
  if (known === all) return found('ok', 'groups', `Slack knows all ${all} that groups name.`)
  const some = `Slack knows ${known} of the ${all} that groups name`
  if (unsaid === 0) return found('ok', 'groups', `${some}.${rest}`)
  const todo = 'Look again in a minute; if it stays so, Slack does not answer or lets the bot look nobody up.'
  return found('warning', 'groups', `${some}, and said nothing of ${unsaid}.${rest}`, { todo })
}

const isInSlack = (who: string): boolean => who.includes('@') || who.startsWith('slack:')

const lookUp = async (call: SlackCall, who: string): Promise<Look> => {
  const user = who.startsWith('slack:') ? who.slice(who.lastIndexOf('/') + 1) : undefined
  const answered = await (user === undefined
    ? call('users.lookupByEmail', { email: who })
    : call('users.info', { user }))
  if (answered.how === 'refused') return /^users?_not_found$/.test(answered.why) ? 'unknown' : 'unsaid'
  if (answered.how !== 'sent') return 'unsaid'
  return (answered.data.user as { readonly deleted?: boolean }).deleted ? 'deactivated' : 'known'
}

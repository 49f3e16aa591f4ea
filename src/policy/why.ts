import type { ReachUnit } from '../reach.ts'
import { type ApprovalsAsked, whenAsked } from './approvals-asked.ts'
import type { Principal } from './person.ts'
import type { Decision, Granting, Policy } from './policy.ts'
import { listed } from './scope-words.ts'

/** What a decision was about, as a person typed it. */
export interface WhyQuestion {
  readonly command: string
  readonly connection?: string
  readonly channel?: string
}

/** What a person reads who has no rights because no e-mail of theirs is known; undefined if it is known, or nobody expects one. */
export const withoutEmail = ({ id, noEmail }: Principal): string | undefined => {
  switch (noEmail) {
    case 'hidden':
      return `I can’t tell which groups you’re in: your e-mail is hidden in your Slack profile. Show it there and ask again in five minutes, or ask whoever runs the bot to add ${id} to a group. No request was sent.`
    case 'unconfirmed':
      return 'I can’t tell which groups you’re in: your e-mail in Slack isn’t confirmed. Confirm it in the settings of your Slack account and ask again in five minutes. No request was sent.'
    case 'scope':
      return 'I can’t tell which groups anyone is in: the Slack app may not read e-mails. Ask whoever runs the bot to grant it users:read.email. No request was sent.'
    case undefined:
      return undefined
  }
}

const resourceOf = (scope: string) => scope.split(':').slice(0, 2).join(':')

/** What a refused person reads: what they may and may not do, which group has it, whom to ask. */
export const refusal = ({ words }: Pick<Policy, 'words'>, decision: Decision, connection?: string): string => {
  const { because, missing } = decision
  const near = because.filter(({ scope }) => missing.some((other) => resourceOf(other) === resourceOf(scope)))
  const may = listed(near.map(({ scope }) => words(scope)))
  const not = listed(missing.map(words), 'or')
  const needs = listed(missing)
  const where = connection === undefined ? '' : ` on ${connection}`
  return `You may ${may && `${may} but `}not ${not}${where} (needs ${needs}). ${whom(decision)} Nothing was called.`
}

/** How many approvals a write asks for, and what its system counts. */
export interface Needs {
  readonly approvals: readonly ApprovalsAsked[]
  readonly unit: ReachUnit
}

/**
 * What `coxswain policy why` prints: allowed or not, then for each scope the group and pattern that decide, then how many
 * approvals are needed and when.
 */
export const why = (principal: Principal, asked: WhyQuestion, decision: Decision, needs?: Needs): string => {
  const place = [asked.connection && ` on ${asked.connection}`, asked.channel && ` in ${asked.channel}`].join('')
  const verdict = decision.allowed ? 'Allowed' : 'Refused'
  const who = principal.name === principal.id ? principal.id : `${principal.name} (${principal.id})`
  return [
    `${verdict}: ${who}, \`${asked.command}\`${place}.`,
    ...decision.because.map(({ scope, group, pattern }) => `yes  ${scope}: group ${group} has ${pattern}`),
    ...decision.grants.map(({ scope, groups }) => `no   ${scope}: ${sentence(groups, 'it')}`),
    ...(needs === undefined ? [] : needed(needs)),
  ].join('\n')
}

const needed = ({ approvals, unit }: Needs): readonly string[] => {
  const lines = approvals.map((one) => `Needs ${one.people} approvals${whenAsked(one, unit)}.`)
  // What can't be counted or read is over every limit.
  const limited = approvals.some(({ when }) => when !== undefined)
  return limited ? [...lines, "If the bot can't tell what a change affects, that counts as over every limit."] : lines
}

/** One sentence for each different set of groups, so that scopes which one group gives are said together. */
const whom = ({ grants }: Decision): string => {
  const sets = Map.groupBy(grants, ({ groups }) => JSON.stringify(groups))
  return [...sets.values()]
    .map((set) => {
      const all = sets.size === 1
      const it = all ? (set.length === 1 ? 'it' : 'them') : listed(set.map(({ scope }) => scope))
      return sentence(set[0]?.groups ?? [], it)
    })
    .join(' ')
}

const sentence = (groups: readonly Granting[], it: string): string => {
  const own = groups.filter(({ member }) => member).map(({ name }) => name)
  if (own.length > 0)
    return `${nameOf(own)} ${own.length === 1 ? 'gives' : 'give'} ${it} to you, but only in other channels.`
  const [first] = groups
  if (first === undefined) return `No group has ${it}.`
  const has = `${nameOf(groups.map(({ name }) => name))} ${groups.length === 1 ? 'has' : 'have'} ${it}`
  const owners = [...new Set(groups.flatMap(({ owner }) => owner ?? []))]
  if (owners.length === 0) return `${has}; ask who keeps the settings of this bot.`
  return groups.length === 1 ? `${has}; ask its owner ${first.owner}.` : `${has}; ask ${listed(owners, 'or')}.`
}

const nameOf = (names: readonly string[]): string => `${names.length === 1 ? 'Group' : 'Groups'} ${listed(names)}`

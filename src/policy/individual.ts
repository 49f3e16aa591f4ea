import type { Individual } from '../vault/individual.ts'
import { isMember, type UserGroup } from './group.ts'
import { type Identity, listedAs, type Principal, trustedEmail } from './person.ts'

const unseen: Readonly<Record<NonNullable<Principal['noEmail']>, string>> = {
  hidden: 'Your Slack profile hides your e-mail. Ask an admin of the workspace to show e-mails to apps.',
  unconfirmed: 'Your e-mail in Slack isn’t confirmed. Confirm it in Slack.',
  scope: 'The Slack app may not read e-mails (users:read.email). Ask whoever runs the bot.',
}

/**
 * A person as systems get to know them. The e-mail is the verified one of the account; only an account of a terminal, which
 * has none, takes the one under which the settings list it.
 */
export const individualOf = (
  principal: Principal,
  identity: Identity,
  groups: readonly UserGroup[],
): Omit<Individual, 'profile'> => {
  const listed = principal.kind === 'cli' ? listedAs(principal, identity) : principal.email
  return {
    email: listed === undefined ? undefined : trustedEmail({ email: listed }, identity),
    noEmail: whyNot(principal),
    isGuest: principal.isGuest === true,
    groups: groups.filter((group) => isMember(group, principal, identity)).map(({ name }) => name),
  }
}

const whyNot = ({ kind, email, noEmail, id }: Principal): string => {
  if (kind === 'cli')
    return `The settings don’t say whose account ${id} is. Ask whoever runs the bot to list it under identity.people.`
  if (email === undefined) return noEmail === undefined ? 'Your account has no e-mail.' : unseen[noEmail]
  return 'Your e-mail is of a domain that isn’t in identity.domains of the settings. Ask whoever runs the bot.'
}

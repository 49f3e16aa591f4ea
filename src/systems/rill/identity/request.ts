import type { Individual } from '../../../vault/individual.ts'
import type { RillSettings } from '../expose/settings.ts'
import { type CredentialsRequest, longestSeconds } from '../shapes/index.ts'
import { emailOf } from './email.ts'

/** The one function that makes the body of a handshake, so that none is sent without an identity or with a field misspelt. */
export const credentialsRequest = (
  person: Individual,
  { attributes }: Pick<RillSettings, 'attributes'>,
): CredentialsRequest => {
  const email = emailOf(person)
  if (attributes === undefined) return { user_email: email, ttl_seconds: longestSeconds }
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const known = { email, domain, groups: [...person.groups] }
  const more = Object.entries(attributes).map(([name, from]) => [
    name,
    typeof from === 'string' ? known[from] : from.is,
  ])
  return { attributes: { ...Object.fromEntries(more), email, domain, admin: false }, ttl_seconds: longestSeconds }
}

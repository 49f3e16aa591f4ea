import type { Individual } from '../../../vault/individual.ts'
import type { RillSettings } from '../expose/settings.ts'
import { type CredentialsRequest, longestSeconds } from '../shapes/index.ts'
import { emailOf } from './email.ts'
import { titleOf } from './title.ts'

/** The one function that makes the body of a handshake, so that none is sent without an identity or with a field misspelt. */
export const credentialsRequest = (
  person: Individual,
  { attributes, trustProfileField }: Pick<RillSettings, 'attributes' | 'trustProfileField'>,
): CredentialsRequest => {
  const email = emailOf(person)
  if (attributes === undefined) return { user_email: email, ttl_seconds: longestSeconds }
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const known = { email, domain, groups: [...person.groups] }
  const attributeOf = (from: (typeof attributes)[string]) => {
    if (typeof from === 'string') return known[from]
    return 'is' in from ? from.is : titleOf(person, trustProfileField)
  }
  const more = Object.entries(attributes).map(([name, from]) => [name, attributeOf(from)])
  return { attributes: { ...Object.fromEntries(more), email, domain, admin: false }, ttl_seconds: longestSeconds }
}

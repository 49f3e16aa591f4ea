/** Who asks, as a signed payload or the operating system says; never as text says. */
export interface Principal {
  /** `cli:root`, `slack:T1/U1` */
  readonly id: string
  /** Shown to people; decides nothing. */
  readonly name: string
  /** Verified by whoever made the principal. */
  readonly email?: string
  readonly kind: 'cli' | 'slack' | 'play'
}

/** The account of a person in Slack, `U07ANA`; undefined elsewhere. */
export const slackUser = ({ id, kind }: Principal): string | undefined =>
  kind === 'slack' ? id.slice(id.lastIndexOf('/') + 1) : undefined

/** Who asked and the line, as every answer begins. */
export const askedBy = (principal: Principal, line: string) => {
  const user = slackUser(principal)
  return { by: principal.name, line, ...(user !== undefined && { user }) }
}

/** Whose e-mails count, and which accounts are one person. */
export interface Identity {
  readonly domains: readonly string[]
  /** The e-mail of a person, and the other e-mails and ids of that person. */
  readonly people: Readonly<Record<string, readonly string[]>>
  /** By system, the e-mail of whoever has a login there. */
  readonly logins?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The e-mail as people are counted by: look-alike letters and case made one; undefined if it is none. */
export const plainEmail = (email: string | undefined): string | undefined => {
  const text = plain(email ?? '')
  return text.includes('@') ? text : undefined
}

/** The one human behind an account: the e-mail in small letters with aliases joined, else the id. */
export const humanOf = (account: Pick<Principal, 'id' | 'email'>, identity: Identity): string => {
  const email = plainEmail(account.email)
  const person = Object.entries(identity.people).find(([, others]) =>
    others.some((other) => other === account.id || (email !== undefined && plain(other) === email)),
  )
  return person ? plain(person[0]) : (email ?? account.id)
}

/**
 * The e-mail in small letters if rights may hang on it: of a domain of ours, and of ASCII as it came. To count people
 * look-alikes are joined; here they are refused, or `ａna@acme.net` and `K` (U+212A) would borrow somebody's rights.
 */
export const trustedEmail = (account: Pick<Principal, 'email'>, { domains }: Identity): string | undefined => {
  const [, domain, ...more] = account.email?.split('@') ?? []
  if (account.email === undefined || domain === undefined || more.length > 0) return undefined
  if (!/^[\x21-\x7e]+$/.test(account.email)) return undefined
  return domains.some((ours) => ours.toLowerCase() === domain.toLowerCase()) ? account.email.toLowerCase() : undefined
}

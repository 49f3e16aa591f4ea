/** Who asks, as a signed payload or the operating system says; never as text says. */
export interface Principal {
  /** `cli:root`, `slack:T1/U1` */
  readonly id: string
  /** Shown to people; decides nothing. */
  readonly name: string
  /** Verified by whoever made the principal. */
  readonly email?: string
  /** Why Slack gives no e-mail: the person's profile hides it, it isn't confirmed, or the app may read none. */
  readonly noEmail?: 'hidden' | 'unconfirmed' | 'scope'
  /** A guest of the workspace, whom the settings allow to ask. */
  readonly isGuest?: true
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
  /** The domains in which `ana+2@` is not `ana@`; in every other of `domains` they are one person. */
  readonly plusAddressesDiffer?: readonly string[]
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The e-mail as people are counted by: look-alike letters and case made one; undefined if it is none. */
export const plainEmail = (email: string | undefined): string | undefined => {
  const text = plain(email ?? '')
  return text.includes('@') ? text : undefined
}

/** The e-mail without what follows a `+` before its @, in a domain of ours if that is the same mailbox. */
const mailboxOf = (email: string, { domains, plusAddressesDiffer = [] }: Identity): string => {
  const text = plain(email)
  const at = text.lastIndexOf('@')
  const plus = text.indexOf('+')
  const domain = text.slice(at + 1)
  const is = (other: string) => other.toLowerCase() === domain
  if (plus < 1 || plus > at || !domains.some(is) || plusAddressesDiffer.some(is)) return text
  return text.slice(0, plus) + text.slice(at)
}

type Account = Pick<Principal, 'id' | 'email'>

const joined = ({ id, email }: Account, { people }: Identity, same: (email: string) => string): string => {
  const own = plainEmail(email)
  const person = Object.entries(people).find(([, others]) =>
    others.some((other) => other === id || (own !== undefined && same(other) === same(own))),
  )
  return person ? same(person[0]) : own === undefined ? id : same(own)
}

/**
 * The person under whom the settings list an account, else its e-mail in small letters, else its id: whom rights are given
 * to.
 */
export const listedAs = (account: Account, identity: Identity): string => joined(account, identity, plain)

/**
 * The one human behind an account, to count people and to keep them out, never to give rights: the e-mail in small
 * letters without what follows a `+`, with aliases joined, else the id.
 */
export const humanOf = (account: Account, identity: Identity): string => {
  const same = (email: string) => mailboxOf(email, identity)
  const human = joined(account, identity, same)
  // If the settings list the mailbox of one person as an account of another, both are one.
  return joined({ id: human, email: human }, identity, same)
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

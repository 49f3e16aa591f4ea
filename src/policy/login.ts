import { humanOf, type Identity, type Principal, plainEmail } from './person.ts'

/** An account of a system, as it names whoever opened a change there. */
export interface Login {
  /** `rudder` */
  readonly system: string
  readonly login: string
}

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** The human whose login this is, as the settings say; undefined if they don't list it. */
export const ownerOf = ({ system, login }: Login, identity: Identity): string | undefined => {
  const listed = Object.entries(identity.logins ?? {}).find(([name]) => name === system)?.[1] ?? {}
  const email = Object.entries(listed).find(([name]) => plain(name) === plain(login))?.[1]
  return email === undefined ? undefined : humanOf({ id: email, email }, identity)
}

/**
 * Whether a login is this person's as the settings say or, if they don't list it, may be, because it equals an e-mail of
 * theirs or the part before the @. That is a guess: a reason to refuse, never one to allow.
 */
export const mayOwn = (principal: Principal, login: Login, identity: Identity): boolean => {
  const human = humanOf(principal, identity)
  const owner = ownerOf(login, identity)
  if (owner !== undefined) return owner === human
  const others = Object.entries(identity.people).find(([email]) => plain(email) === human)?.[1] ?? []
  const wanted = plain(login.login)
  return [principal.email, human, ...others].some((account) => {
    const email = plainEmail(account)
    return (
      wanted !== '' && email !== undefined && (wanted === email || wanted === email.slice(0, email.lastIndexOf('@')))
    )
  })
}

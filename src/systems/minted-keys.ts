import { RefusedError, UserError } from '../errors.ts'
import type { LookUp } from '../vault/individual.ts'
import type { OwnKeys } from '../vault/lease.ts'
import { Secret } from '../vault/secret.ts'
import type { Clock } from '../world.ts'
import type { Minter, Minting } from './minting.ts'
import type { RawInput } from './operation.ts'
import { sha256 } from './request.ts'

/** A token is made again this long before its end, in milliseconds: a call that begins with it can take a while. */
const marginMs = 60_000
/** For how long nobody asks again whether the person still has the account, in milliseconds. */
const checkedMs = 5 * 60_000

interface Held {
  /** Of what was asked for: another e-mail or group is another token. */
  readonly asked: string
  readonly secret: Secret
  /** In milliseconds since 1970. */
  readonly until: number
  readonly checkedAt: number
}

/** Tokens made for the people who ask, in memory only. */
export interface MintedKeys {
  /** The keys of one person (`Principal.id`), whose account is looked up again before a token is made. */
  of(person: string, lookUp: LookUp): OwnKeys
}

/**
 * Makes tokens with `mint`, which sends the one declared operation. One is kept for each person until shortly before its
 * end, and dropped when the system refuses it, when the account is gone, or when what is asked for has changed. Lines of
 * one person that need a token at the same time wait for the same one.
 */
export const createMintedKeys = (
  minting: Minting,
  settings: Minter['settings'],
  clock: Clock,
  mint: (input: RawInput) => Promise<unknown>,
): MintedKeys => {
  const held = new Map<string, Held>()
  const making = new Map<string, Promise<Held>>()

  const isLive = ({ until }: Held) => until - clock.now() > marginMs

  const make = async (person: string, lookUp: LookUp): Promise<Held> => {
    const now = clock.now()
    const found = await lookUp()
    if (found === undefined) throw new UserError(unknown)
    if (found === 'gone') throw new RefusedError(gone)
    const input = minting.ask(found, settings)
    const asked = sha256(input.body)
    const before = held.get(person)
    if (before?.asked === asked && isLive(before)) return { ...before, checkedAt: now }
    const { token, seconds } = minting.take(await mint(input), found, settings)
    return { asked, secret: new Secret(() => token), until: now + seconds * 1000, checkedAt: now }
  }

  const current = (person: string, lookUp: LookUp): Promise<Held> => {
    const now = held.get(person)
    if (now && isLive(now) && clock.now() - now.checkedAt < checkedMs) return Promise.resolve(now)
    const under = making.get(person)
    if (under) return under
    const made = make(person, lookUp)
      .then((one) => {
        forgetEnded()
        held.set(person, one)
        return one
      })
      .catch((error: unknown) => {
        held.delete(person)
        throw error
      })
      .finally(() => making.delete(person))
    making.set(person, made)
    return made
  }

  const forgetEnded = () => {
    for (const [person, one] of held) if (one.until <= clock.now()) held.delete(person)
  }

  return {
    of: (person, lookUp) => ({
      lease: async ({ scope, endpoint }) => {
        const { secret, asked } = await current(person, lookUp)
        return { token: `made for ${person} ${asked.slice(0, 12)}`, secret, identity: { person }, scope, endpoint }
      },
      drop: () => void held.delete(person),
    }),
  }
}

const unknown = 'Slack does not say who you are just now, so no request was sent. Try again in a minute.'
const gone = 'Your account may not be used here any more. No request was sent.'

import { RefusedError } from '../../../errors.ts'
import type { Individual } from '../../../vault/individual.ts'
import type { Minted } from '../../minting.ts'
import { parseJson } from '../../parse-json.ts'
import type { RillSettings } from '../expose/settings.ts'
import { Claims, type Credentials, longestSeconds } from '../shapes/index.ts'
import { emailOf } from './email.ts'

/** Reading APIs, metrics and objects, and the AI: what a token for a person has. */
const permissions = [25, 23, 21, 27]

/** What a token says of itself; undefined for what is no JWT or lacks something of it. */
const claimsIn = (token: string): Claims | undefined => {
  const parts = token.split('.')
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return undefined
  try {
    return Claims.safeParse(parseJson(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Why a token must not be used, in a clause; undefined if it may. */
const troubleIn = (claims: Claims | undefined, { instanceId }: Credentials, email: string): string | undefined => {
  if (!claims) return 'is no token for a person'
  if (claims.attr.email.toLowerCase() !== email) return 'is for somebody else'
  if (claims.exp - claims.iat > longestSeconds) return 'lives longer than 15 minutes'
  const [own, ...others] = Object.entries(claims.ins)
  if (!own || others.length > 0 || own[0] !== instanceId) return 'is for another instance'
  if (own[1].some((one) => !permissions.includes(one))) return 'can do more than read'
  return undefined
}

/**
 * The token in the answer to a handshake. RefusedError for any that isn't just what was asked for: Rill gives the bot's own
 * admin token to a request that it doesn't understand.
 */
export const takeToken = (
  answer: Credentials,
  person: Individual,
  { admins }: Pick<RillSettings, 'admins'>,
): Minted => {
  const email = emailOf(person)
  const claims = claimsIn(answer.accessToken)
  const trouble = troubleIn(claims, answer, email)
  if (claims === undefined || trouble !== undefined)
    throw new RefusedError(
      `Rill gave a token that ${trouble}, so I threw it away and read nothing. Tell whoever runs the bot.`,
    )
  if (claims.attr.admin !== false && claims.attr.admin !== undefined && !admins.includes(email))
    throw new RefusedError(
      'You are an admin in Rill and would see every row here, so I read nothing. Whoever runs the bot can allow it: “admins:” of the connection.',
    )
  return { token: answer.accessToken, seconds: Math.min(claims.exp - claims.iat, longestSeconds) }
}

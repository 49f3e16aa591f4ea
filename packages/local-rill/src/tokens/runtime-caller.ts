import { type Caller, permission, servicePermissions } from '../attributes.ts'
import { failed, plainFailed } from '../failed.ts'
import { claimsIn, isSignedBy } from './jwt.ts'

/** A runtime that checks tokens. */
export interface Checking {
  readonly key: string
  readonly audience: string
  readonly instance: string
  readonly now: number
}

const unauthenticated = (why: string) => plainFailed(401, `rpc error: code = Unauthenticated desc = ${why}`)

/** Who calls the runtime with this token; a 401 in plain text for one that isn't good. */
export function runtimeCaller(token: string, { key, audience, instance, now }: Checking): Caller {
  const claims = claimsIn(token)
  if (!claims) throw plainFailed(401, 'token contains an invalid number of segments')
  if (!isSignedBy(token, key)) throw plainFailed(401, 'the given key ID was not found in the JWKS')
  if (claims.exp * 1000 <= now) throw unauthenticated('jwt is expired')
  if (!claims.aud.includes(audience))
    throw plainFailed(
      401,
      `invalid token audience ${JSON.stringify(claims.aud)} (expected ${JSON.stringify(audience)})`,
    )
  const permissions = claims.ins[instance]
  if (!permissions) throw failed(403, 'does not have access to custom APIs')
  return { attributes: claims.attr ?? {}, skipsChecks: false, permissions }
}

/** Locally nobody is asked for a token, and then nothing is checked; a token that is sent is believed, signed or not. */
export function localCaller(token: string | undefined, isSent: boolean): Caller {
  if (isSent && !token) throw plainFailed(401, 'no bearer token found in authorization header')
  if (token === undefined)
    return { attributes: { admin: true, email: '', name: '' }, skipsChecks: true, permissions: servicePermissions }
  const claims = claimsIn(token)
  if (!claims) throw plainFailed(401, 'token contains an invalid number of segments')
  return { attributes: claims.attr ?? {}, skipsChecks: false, permissions: claims.ins.default ?? [] }
}

/** Refuses who may not call APIs. */
export function mustReadApis({ permissions }: Caller): void {
  if (!permissions.includes(permission.readApi)) throw failed(403, 'does not have access to custom APIs')
}

import { type Attributes, personPermissions, servicePermissions } from '../attributes.ts'
import { grpcFailed } from '../failed.ts'
import type { RillState, Service } from '../state.ts'
import { signed } from './jwt.ts'

/** Where a token is for, and who signs it. */
export interface Minting {
  readonly state: RillState
  readonly key: string
  readonly issuer: string
  readonly audience: string
  readonly now: number
}

const ttlOf = (given: unknown): number => {
  const ttl = given === undefined ? 0 : Number(given)
  if (!Number.isInteger(ttl) || ttl < 0 || ttl > 4_294_967_295)
    throw grpcFailed(500, 2, `proto: (line 1:18): invalid value for uint32 field ttlSeconds: ${String(given)}`)
  return ttl === 0 ? 86_400 : ttl
}

const emailIn = (given: unknown): string => {
  const text = String(given)
  // A name before an e-mail in brackets is taken for an e-mail, and a quoted local part too.
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  const isFine = at > 0 && at < text.length - 1 && (/^"[^"]*"$/.test(local) || /^[^"\\]+$/.test(local))
  if (isFine) return text
  const why = text === '' ? 'no address' : "missing '@' or angle-addr"
  throw grpcFailed(
    400,
    3,
    `invalid GetDeploymentCredentialsRequest.UserEmail: value must be a valid email address | caused by: mail: ${why}`,
  )
}

const mustBeNobody = (id: unknown): void => {
  if (id === undefined || id === null) return
  if (/^[0-9a-f-]{36}$/.test(String(id))) throw grpcFailed(404, 5, 'user with org attributes not found')
  throw grpcFailed(500, 13, `ERROR: invalid input syntax for type uuid: ${JSON.stringify(id)} (SQLSTATE 22P02)`)
}

const ofEmail = ({ users }: RillState, email: string): Attributes => {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const user = users.find((one) => one.email.toLowerCase() === email.toLowerCase())
  if (!user) return { admin: false, domain, email }
  const { name, groups, admin, attributes } = user
  return { admin, domain, email: user.email, groups, ...attributes, name }
}

/** What comes back for a handshake, with all that it forgives: nobody named is a token of the service itself. */
export function minted(body: Readonly<Record<string, unknown>>, service: Service, minting: Minting): object {
  const { state, key, issuer, audience, now } = minting
  const ttl = ttlOf(body.ttl_seconds ?? body.ttlSeconds)
  const given = body.user_email ?? body.userEmail ?? undefined
  const attributes = (body.attributes ?? undefined) as Attributes | undefined
  if (given !== undefined && attributes !== undefined)
    throw grpcFailed(
      500,
      2,
      'proto: (line 1:45): error parsing "attributes", oneof rill.admin.v1.GetDeploymentCredentialsRequest.for is already set',
    )
  mustBeNobody(body.user_id ?? body.userId)
  const isService = given === undefined && attributes === undefined && body.external_user_id === undefined
  const attr = isService
    ? { admin: service.role === 'admin', name: service.name, ...service.attributes }
    : given === undefined
      ? attributes
      : ofEmail(state, emailIn(given))
  const iat = Math.floor(now / 1000)
  const accessToken = signed(
    {
      iss: issuer,
      ...(isService && { sub: 'ab6e71b9-a023-497c-9749-dd4928381ef6' }),
      aud: [audience],
      ins: { [state.instance]: isService ? servicePermissions : personPermissions },
      ...(attr && Object.keys(attr).length > 0 && { attr }),
      iat,
      exp: iat + ttl,
    },
    key,
  )
  return { runtimeHost: audience, instanceId: state.instance, accessToken, ttlSeconds: ttl }
}

import { personPermissions } from '../attributes.ts'
import { type Answer, type Call, json, mustBe } from '../call.ts'
import { failed, grpcFailed, plainFailed } from '../failed.ts'
import { signed } from '../tokens/jwt.ts'
import { localCaller } from '../tokens/runtime-caller.ts'
import { runtimeRoute } from './runtime.ts'

interface Wanted {
  readonly name?: string
  readonly email?: string
  readonly groups?: readonly string[]
  readonly admin?: boolean
  readonly attributes?: object
}

/** A token for trying policies; nobody checks it. */
const devToken = (call: Call): Answer => {
  mustBe('POST', call)
  const { name = '', email = '', groups = [], admin = false, attributes } = JSON.parse(call.body) as Wanted
  if (email === '') throw grpcFailed(400, 3, 'invalid IssueDevJWTRequest.Email: value length must be at least 1 runes')
  const attr = { name, email, domain: email.split('@')[1], groups, admin, ...attributes }
  const iat = Math.floor(call.now / 1000)
  const jwt = signed({ iss: 'local', aud: [], ins: { default: personPermissions }, attr, iat, exp: iat + 86_400 }, '')
  return json({ jwt })
}

/** What `rill start` answers on a developer's machine: without a token everything, and no policy holds. */
export function localRoute(call: Call): Answer {
  if (call.path === '/v1/ping')
    return json({ version: 'v0.88.4 (build commit:  date: )', time: new Date(call.now).toISOString() })
  if (call.path === '/v1/dev-jwt') return devToken(call)
  const [, instance, path] = /^\/v1\/instances\/([^/]+)\/(.*)$/.exec(call.path) ?? []
  if (path === undefined) throw plainFailed(404, 'Not Found')
  if (instance !== 'default') throw failed(500, 'driver: not found')
  return runtimeRoute(call, path, localCaller(call.token, call.headers.authorization !== undefined))
}

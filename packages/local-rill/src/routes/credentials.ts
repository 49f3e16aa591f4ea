import { type Answer, type Call, json, mustBe, runtimeHost } from '../call.ts'
import { grpcFailed, plainFailed } from '../failed.ts'
import type { Service } from '../state.ts'
import { minted } from '../tokens/mint.ts'
import { distorted } from './distorted.ts'
import { serviceOf } from './service.ts'

const minute = 60_000

/** Who asks the admin service; a 401 with code 16 for a token that isn't good. */
export const asking = ({ state, token, faults }: Call): Service | undefined => {
  if (token === undefined) return undefined
  const service = serviceOf(state, token)
  if (!service || faults.refused) {
    const isForm = /^rill_(?:svc|usr)_/.test(token) && token.length > 28
    throw grpcFailed(401, 16, isForm ? 'service auth token not found' : 'malformed auth token')
  }
  if (service.state === 'expired') throw grpcFailed(401, 16, 'auth token is expired')
  if (service.state === 'revoked') throw grpcFailed(401, 16, 'service auth token not found')
  return service
}

/** Refuses a project that isn't there, before anything is known of whoever asks. */
export const mustBeKnown = ({ state }: Call, org: string, project: string): void => {
  const isKnown =
    org.toLowerCase() === state.organization.toLowerCase() && project.toLowerCase() === state.project.toLowerCase()
  if (!isKnown) throw grpcFailed(404, 5, 'project not found')
}

const limited = ({ state, now }: Call, { name }: Service): void => {
  const found = state.handshakes.get(name)
  const own = found && now - found.began < minute ? found : { began: now, count: 0 }
  own.count += 1
  state.handshakes.set(name, own)
  if (own.count > state.mostHandshakes)
    throw grpcFailed(429, 8, `Rate limit exceeded. Try again in ${own.began + minute - now}.526379ms seconds`)
}

const bodyIn = ({ headers, body }: Call): Readonly<Record<string, unknown>> => {
  const [type = ''] = (headers['content-type'] ?? 'application/json').split(';')
  if (type !== 'application/json') throw plainFailed(415, `${JSON.stringify(`${type}?`)} sub-format not supported`)
  if (body === '') return {}
  let sent: unknown
  try {
    sent = JSON.parse(body)
  } catch {
    throw grpcFailed(500, 2, 'proto: unexpected EOF')
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw grpcFailed(500, 2, 'proto: syntax error (line 1:1): unexpected token [')
  return sent as Readonly<Record<string, unknown>>
}

/** Makes a token for somebody, which only a project admin may ask for. Fields that it doesn't know are dropped. */
export function credentials(call: Call, org: string, project: string): Answer {
  mustBe('POST', call)
  const { state, key, origin, now } = call
  const body = bodyIn(call)
  const service = asking(call)
  mustBeKnown(call, org, project)
  if (service?.role !== 'admin') throw grpcFailed(403, 7, 'does not have permission to manage deployment')
  limited(call, service)
  if (!state.isDeployed) throw grpcFailed(400, 9, 'project does not have a deployment')
  if (body.branch !== undefined && body.branch !== '' && body.branch !== 'main')
    throw grpcFailed(400, 9, 'project does not have a deployment for given branch')
  const minting = { state, key, issuer: origin, audience: runtimeHost, now }
  return json(distorted(call.faults.mints, (more) => minted({ ...body, ...more }, service, minting)))
}

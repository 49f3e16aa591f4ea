import { type Caller, personPermissions, servicePermissions } from '../attributes.ts'
import { type Answer, type Call, json, runtimeHost } from '../call.ts'
import { failed, plainFailed } from '../failed.ts'
import { runtimeCaller } from '../tokens/runtime-caller.ts'
import { runtimeRoute } from './runtime.ts'
import { serviceOf } from './service.ts'

const noRole = 'does not have permission to access the production deployment'

/** Who calls through the proxy: a service or a person's token of the admin service, or a token of the runtime. */
const callerOf = (call: Call): Caller => {
  const { state, token, origin, key, now, faults } = call
  if (faults.expired) throw plainFailed(401, 'rpc error: code = Unauthenticated desc = jwt is expired')
  if (token === undefined || faults.refused) {
    if (state.isPublic && token === undefined)
      return { attributes: {}, skipsChecks: false, permissions: personPermissions }
    const resource = `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource"`
    if (token === undefined) throw failed(401, noRole, { 'www-authenticate': resource })
    throw plainFailed(401, 'token contains an invalid number of segments')
  }
  const service = serviceOf(state, token)
  // Nobody knows a token that was revoked or has expired, so it is passed on to the runtime like any other text.
  if (service?.state !== 'valid')
    return runtimeCaller(token, { key, audience: runtimeHost, instance: state.instance, now })
  if (service.role === 'none') throw failed(401, noRole)
  const admin = service.role === 'admin'
  return {
    attributes: { name: service.name, admin, ...service.attributes },
    skipsChecks: false,
    permissions: admin ? servicePermissions : personPermissions,
  }
}

/** The runtime behind the admin service. The path is joined after it was decoded, so `..%2F` climbs. */
export function proxyRoute(call: Call, org: string, project: string, path: string): Answer {
  const { state } = call
  const isKnown =
    org.toLowerCase() === state.organization.toLowerCase() && project.toLowerCase() === state.project.toLowerCase()
  if (!isKnown) throw failed(400, 'project not found')
  if (!state.isDeployed) throw failed(400, 'no prod deployment for project')
  const caller = callerOf(call)
  if (call.faults.runtimeDown)
    throw failed(
      500,
      `Get "${runtimeHost}/v1/instances/${state.instance}/${path}": dial tcp 10.0.3.7:8081: connect: connection refused`,
    )
  const climbing = new URL('http://x')
  climbing.pathname = `/v1/instances/${state.instance}/${path}`
  const joined = decodeURIComponent(climbing.pathname)
  const own = `/v1/instances/${state.instance}/`
  if (joined.startsWith(own)) return runtimeRoute(call, joined.slice(own.length), caller)
  if (joined === '/v1/ping')
    return json({ version: 'v0.88.4 (build commit:  date: )', time: new Date(call.now).toISOString() })
  throw plainFailed(404, 'Not Found')
}

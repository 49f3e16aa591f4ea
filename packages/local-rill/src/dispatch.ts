import { type Answer, type Call, runtimeHost } from './call.ts'
import { Failed, failed, type Page, plainFailed } from './failed.ts'
import { credentials } from './routes/credentials.ts'
import { localRoute } from './routes/local.ts'
import { project } from './routes/project.ts'
import { proxyRoute } from './routes/proxy.ts'
import { runtimeRoute } from './routes/runtime.ts'
import { runtimeCaller } from './tokens/runtime-caller.ts'

/** A path with `..` or `//` in it is sent elsewhere, before anything else; what is encoded isn't seen. */
const redirected = (raw: string): Page | undefined => {
  const [path = '', query] = raw.split('?')
  if (!/\/(?:\.{1,2}(?:\/|$)|\/)/.test(path)) return undefined
  const { pathname } = new URL(path.replace(/\/{2,}/g, '/'), 'http://x')
  const location = query === undefined ? pathname : `${pathname}?${query}`
  return {
    status: 307,
    type: 'text/html; charset=utf-8',
    body: `<a href="${location}">Temporary Redirect</a>.\n`,
    headers: { location },
  }
}

/** A path of the admin service; undefined for any other. */
const projectPath = (path: string) => {
  const [version, kind = '', org = '', word, project = '', ...rest] = path.split('/').slice(1)
  if (version !== 'v1' || !['orgs', 'organizations'].includes(kind) || word !== 'projects') return undefined
  const [first, branch] = rest
  return first === 'branch'
    ? { org, project, branch, rest: rest.slice(2).join('/') }
    : { org, project, branch: undefined, rest: rest.length === 0 ? undefined : rest.join('/') }
}

const directRoute = (call: Call): Answer => {
  const [version, word, instance = '', ...rest] = call.path.split('/').slice(1)
  if (version !== 'v1' || word !== 'instances' || rest.length === 0) throw plainFailed(404, 'Not Found')
  if (call.token === undefined) throw failed(403, 'does not have access to custom APIs')
  const { key, now } = call
  const caller = runtimeCaller(call.token, { key, audience: runtimeHost, instance, now })
  return runtimeRoute(call, rest.join('/'), caller)
}

const cloudRoute = (call: Call): Answer => {
  const found = projectPath(call.path)
  if (!found) return directRoute(call)
  const { org, project: name, branch, rest } = found
  if (rest === undefined) return project(call, org, name)
  if (rest === 'credentials') return credentials(call, org, name)
  if (branch !== undefined && branch !== 'main') throw failed(400, `no deployment for branch ${JSON.stringify(branch)}`)
  if (rest.startsWith('runtime/')) return proxyRoute(call, org, name, rest.slice('runtime/'.length))
  throw plainFailed(404, 'Not Found')
}

/** The answer to one request, whatever it is. */
export function dispatch(call: Omit<Call, 'path'>, raw: string, half: 'cloud' | 'local'): Answer {
  const moved = redirected(raw)
  if (moved) return { page: moved }
  try {
    const [given = ''] = raw.split('?')
    const path = decodeURIComponent(given)
    return half === 'local' ? localRoute({ ...call, path }) : cloudRoute({ ...call, path })
  } catch (error) {
    if (error instanceof Failed) return { page: error.page }
    throw error
  }
}

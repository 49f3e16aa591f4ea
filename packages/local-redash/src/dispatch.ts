import { type Caller, callerOf, keyIn, nameOf } from './caller.ts'
import type { RedashFaults } from './faults.ts'
import { json } from './json.ts'
import { errorPage, frontPage, type Page, pong, toLogin } from './pages.ts'
import { Refused, refused, unknownKey } from './refused.ts'
import { type Answer, fits, type Route } from './route.ts'
import { routes } from './routes/all.ts'
import type { RedashState } from './state.ts'
import { differencesOf, type Version } from './versions.ts'

/** One request as it came in. */
export interface Arrival {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: string
}

/** How the server was started. */
export interface Setup {
  readonly version: Version
  readonly organization: string | undefined
  readonly csrf: boolean
  readonly origin: string
}

/** A page, who asked for it, and whether it is that of a write that was accepted. */
export interface Reply {
  readonly page: Page
  readonly caller: string | undefined
  readonly accepted: boolean
}

const jsonPage = (status: number, value: unknown): Page => ({ status, type: 'application/json', body: json(value) })

const pageOf = (answer: Answer): Page => {
  if ('moved' in answer) return { ...jsonPage(301, {}), headers: { location: answer.moved } }
  if ('json' in answer) return { ...jsonPage(200, answer.json), headers: answer.headers ?? {} }
  const { status = 200, type, text, headers = {} } = answer
  return { status, type, body: text, headers }
}

/** The path below the organization; nothing if it is of none, or of another one. */
const within = (path: string, organization: string | undefined): string | undefined => {
  if (organization === undefined) return path
  const prefix = `/${organization}/`
  return path.startsWith(prefix) ? path.slice(prefix.length - 1) : undefined
}

interface Found {
  readonly route: Route
  readonly parameters: ReadonlyMap<string, string>
}

function matching(method: string, path: string): Found | 'other method' | undefined {
  let other: 'other method' | undefined
  for (const route of routes) {
    const parameters = fits(route, path)
    if (parameters && (route.method === method || (method === 'HEAD' && route.method === 'GET')))
      return { route, parameters }
    if (parameters) other = 'other method'
  }
  return other
}

function senderOf(state: RedashState, arrival: Arrival, query: URLSearchParams, found: Found | undefined) {
  const { authorization } = arrival
  const bare = found?.route.keyInPath && !query.has('api_key') && authorization === undefined
  const key = bare ? (found.parameters.get('token') ?? '') : keyIn(query, authorization)
  return callerOf(state, key, found?.parameters.get('query_id'))
}

/** Answers one request the way Redash does: address, key, then the handler. */
export function dispatch(arrival: Arrival, state: RedashState, now: number, setup: Setup, faults: RedashFaults): Reply {
  const { method, path } = arrival
  const [full = '', search = ''] = path.split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  const nobody = (page: Page): Reply => ({ page, caller: undefined, accepted: false })
  if (full === '/ping') return nobody(pong())
  const pathname = within(full, setup.organization)
  const inApi = pathname?.startsWith('/api/') ?? true
  if (faults.redisDown || faults.postgresDown)
    return nobody(inApi && pathname !== '/api/session' ? jsonPage(500, refused(500).body) : errorPage(500))
  if (pathname === undefined) return nobody(jsonPage(404, unknownKey().body))
  if (method === 'OPTIONS') return nobody({ status: 200, type: 'text/html; charset=utf-8', body: '' })
  const found = inApi ? matching(method, pathname.slice('/api/'.length)) : undefined
  let caller: Caller | undefined
  try {
    if (found === 'other method') throw refused(405)
    if (!found && method !== 'GET' && method !== 'HEAD') return nobody(errorPage(405))
    caller = faults.refused ? undefined : senderOf(state, arrival, query, found)
    if (!caller && setup.csrf && method !== 'GET') throw refused(400, 'The CSRF token is missing.')
    if (!caller && !inApi) return nobody(pathname === '/login' ? frontPage() : toLogin(pathname))
    if (!caller) throw unknownKey()
    if (!found) return { page: frontPage(), caller: nameOf(caller), accepted: false }
    const { route, parameters } = found
    const values = [...parameters.values()]
    const { version, origin } = setup
    const differs = differencesOf(version)
    const { body } = arrival
    const sent = { parameters: values, query, body, origin }
    const answer = route.answer({ ...sent, state, now, caller, version, differs, faults })
    return { page: pageOf(answer), caller: nameOf(caller), accepted: route.writes ?? false }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const page = jsonPage(error.status, error.body)
    return { page, caller: caller && nameOf(caller), accepted: false }
  }
}

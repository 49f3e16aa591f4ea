import { type Account, accountOf, may } from './accounts.ts'
import { forPeople, notFound, type Page, unauthorized } from './pages.ts'
import { Refused } from './refused.ts'
import { fits, type Listed, type Route } from './route.ts'
import { routes } from './routes/all.ts'
import type { RudderState } from './state.ts'
import { visibleTo } from './tenants.ts'
import { isBefore, negotiated, release, versionInPath } from './versions.ts'

/** One request, read whole. */
export interface Arrival {
  readonly method: string
  /** With the query, from /rudder on. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** How the server is set up. */
export interface Setup {
  readonly api: number
  readonly refusesWith: 403 | 500
  /** `8.2.4`; from the API version when not given. */
  readonly release?: string | undefined
}

/** An answer, and whether a write took effect (or opened a change request). */
export interface Reply extends Page {
  readonly accepted: boolean
}

const header = (arrival: Arrival, name: string): string | undefined => {
  const value = arrival.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Decoded segments below /rudder/api; spaces become `+` as on the real server; nothing for other addresses. */
function segmentsOf(pathname: string): string[] | undefined {
  const [empty, rudder, api, ...rest] = pathname.split('/')
  if (empty !== '' || rudder !== 'rudder' || api !== 'api') return undefined
  try {
    return rest.map((one) => decodeURIComponent(one).replaceAll(' ', '+'))
  } catch {
    return undefined
  }
}

/** A link of an answer, opened in a browser. */
const isForPeople = ({ method, path }: Arrival): boolean => method === 'GET' && /^\/rudder\/?($|\?|secure\/)/.test(path)

const decoded = (pathname: string): string => {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

const json = (status: number, envelope: unknown, pretty: boolean, accepted = false): Reply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(envelope, null, pretty ? 2 : undefined),
  accepted,
})

/** Up to how many nodes an answer about each is made whole. */
const whole = 1_000

function* piecesOf(action: string, { key, elements }: Listed, pretty: boolean): Generator<string, void, undefined> {
  if (pretty) return yield JSON.stringify({ action, result: 'success', data: { [key]: [...elements] } }, null, 2)
  yield `{"action":"${action}","result":"success","data":{"${key}":[`
  let first = true
  for (const element of elements) {
    yield first ? JSON.stringify(element) : `,${JSON.stringify(element)}`
    first = false
  }
  yield ']}}'
}

const rejected = (page: Page): Reply => ({ ...page, accepted: false })

/** The account whose token came with the request, as it will be recorded. */
export const sender = (arrival: Arrival, state: RudderState, now: number): Account | undefined =>
  accountOf(state.accounts, header(arrival, 'x-api-token') ?? '', now)

/** What came as parameters: in the address, and in a form. */
function parametersOf(search: string, arrival: Arrival): URLSearchParams {
  const query = new URLSearchParams(search)
  if (header(arrival, 'content-type')?.startsWith('application/x-www-form-urlencoded'))
    for (const [name, value] of new URLSearchParams(arrival.body)) query.append(name, value)
  return query
}

interface Offered {
  readonly rudder: string
  readonly versions: readonly number[]
}

/** Whether the server has the address; before 9.0.5 it has none of a plugin that is off. */
const isThere = (route: Route, state: RudderState, rudder: string): boolean =>
  (route.present?.(state) ?? true) && !(route.isOff?.(state) && isBefore(rudder, '9.0.5'))

function matching(method: string, segments: readonly string[], state: RudderState, { rudder, versions }: Offered) {
  for (const route of routes) {
    if (route.method !== method || !isThere(route, state, rudder)) continue
    const parameters = fits(route, segments)
    if (parameters && versions.some((one) => one >= (route.since ?? 0))) return { route, parameters }
  }
  return undefined
}

function refusal(error: Refused, route: Route, old: boolean, pretty: boolean): Reply {
  const errorDetails = old && !error.raw ? `Inconsistency: ${error.message}` : error.message
  const id = error.id === undefined ? {} : { id: error.id }
  return json(error.status, { action: error.action ?? route.name, ...id, result: 'error', errorDetails }, pretty)
}

/** Answers one request the way Rudder does: token, address, version, right, then the handler. */
export function dispatch(arrival: Arrival, state: RudderState, now: number, setup: Setup): Reply {
  const { method, path } = arrival
  const [pathname = '', search = ''] = path.split(/\?(.*)/s)
  const token = header(arrival, 'x-api-token')
  const account = now >= (state.tokensExpire ?? Number.POSITIVE_INFINITY) ? undefined : sender(arrival, state, now)
  const segments = segmentsOf(pathname)
  if (!segments) return rejected(isForPeople(arrival) ? forPeople(decoded(pathname)) : notFound(pathname))
  const probe = method === 'GET' && segments.join('/') === 'status'
  if (!account && !(probe && token === undefined)) return rejected(unauthorized(pathname, header(arrival, 'accept')))
  if (probe || !account) return { status: 200, type: 'text/plain;charset=utf-8', body: 'OK\n', accepted: false }

  const { versions, rudder: newest } = release(setup.api)
  const rudder = setup.release ?? newest
  const inPath = versionInPath(segments[0], versions)
  const below = inPath === undefined ? segments : segments.slice(1)
  const match = matching(method, below, state, { rudder, versions: inPath === undefined ? versions : [inPath] })
  if (!match) return rejected(notFound(pathname))
  const { route, parameters } = match
  const template = ['api', ...(inPath === undefined ? [] : segments.slice(0, 1)), route.path].join('/')
  const query = parametersOf(search, arrival)
  const pretty = query.get('prettify') === 'true' && setup.api >= 20
  const typed = /^(application|text)\/json/.test(header(arrival, 'content-type') ?? '')
  try {
    const version = negotiated(
      { method, template, since: route.since ?? 0 },
      inPath,
      header(arrival, 'x-api-version'),
      versions,
    )
    // Said before anybody looks at the right of the token.
    if (route.isOff?.(state)) throw new Refused(`Bad request: API '${route.name}' is disabled`, { raw: true })
    if (!may(account, method, below, state.authorizations.installed)) {
      const text = `Authorization error: User '${account.name}' is not allowed to access ${method} ${template}`
      return refusal(new Refused(text, { status: setup.refusesWith, raw: true }), route, false, true)
    }
    const server = { rudder, versions, routes }
    const sent = {
      state: route.writes || setup.api < 19 ? state : visibleTo(account, state),
      now,
      account,
      parameters,
      query,
      json: typed ? arrival.body : undefined,
      body: arrival.body,
      version,
      server,
    }
    const answer = route.answer(sent)
    if ('text' in answer)
      return {
        status: 200,
        type: 'text/plain;charset=utf-8',
        body: answer.text,
        streamed: answer.streamed ?? false,
        accepted: route.writes ?? false,
      }
    if ('elements' in answer) {
      const pieces = piecesOf(route.name, answer, pretty)
      // A small fleet's answer is made whole, with its length: then all faults can hit it.
      const page = { status: 200, type: 'application/json; charset=utf-8', accepted: false }
      return state.nodes.length > whole ? { ...page, body: '', pieces } : { ...page, body: [...pieces].join('') }
    }
    const { id, data } = answer
    const action = { action: answer.action ?? route.name, ...(id === undefined ? {} : { id }) }
    return json(200, { ...action, result: 'success', data }, pretty, route.writes ?? false)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refusal(error, route, setup.api < 20, pretty || error.action === 'unknow')
  }
}

import { type Caller, callerOf, mustHave, type Sent } from './caller.ts'
import type { LensFaults } from './faults.ts'
import { graphqlAnswer } from './graphql/answer.ts'
import { jsonPage, notFound, type Page } from './page.ts'
import { checked } from './query/checked.ts'
import { load } from './query/load.ts'
import { sqlOf } from './query/sql.ts'
import { plain, Refused, refused } from './refused.ts'
import { type Flavor, shownMeta } from './shown-meta.ts'
import type { LensState } from './state.ts'

/** One request as it came in. */
export interface Arrival extends Sent {
  readonly method: string
  readonly path: string
  /** The media type of the body. */
  readonly type: string
  readonly body: string
}

/** Where its API is, and how its tables are called. */
export interface Setup {
  readonly flavor: Flavor
  readonly base: string
}

export interface Reply {
  readonly page: Page
  readonly user: string | undefined
}

/** The body as JSON; nothing of it is read if it isn't sent as that. */
const bodyOf = ({ type, body }: Arrival): Readonly<Record<string, unknown>> => {
  if (type !== 'application/json') return {}
  try {
    return JSON.parse(body) as Readonly<Record<string, unknown>>
  } catch (error) {
    throw refused(500, String(error))
  }
}

const queryIn = (arrival: Arrival): unknown => {
  if (arrival.method !== 'GET') return bodyOf(arrival).query
  const text = new URL(arrival.path, 'http://x').searchParams.get('query')
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refused(400, `Unable to decode query param as JSON, error: ${(error as Error).message}`)
  }
}

type Handler = (call: {
  readonly state: LensState
  readonly flavor: Flavor
  readonly arrival: Arrival
  readonly caller: Caller
  readonly now: number
}) => Page

const handlers: Readonly<Record<string, Handler>> = {
  'GET meta': ({ state, flavor, caller }) => {
    mustHave(caller, 'meta')
    return jsonPage(200, shownMeta(state, flavor))
  },
  'POST load': ({ state, arrival, caller, now }) => {
    mustHave(caller, 'data')
    const { json, wait } = load(state, checked(queryIn(arrival)), caller, now)
    return jsonPage(200, json, wait.hold)
  },
  'POST sql': ({ state, arrival, caller }) => {
    mustHave(caller, 'data')
    return jsonPage(200, sqlOf(state, checked(queryIn(arrival))))
  },
  'POST graphql': ({ state, flavor, arrival, caller, now }) => {
    mustHave(caller, 'graphql')
    const { json, wait } = graphqlAnswer(state, flavor, bodyOf(arrival).query, caller, now)
    return jsonPage('errors' in json ? 500 : 200, json, wait.hold)
  },
}

/** Plain Cube has GraphQL beside its versions. */
const endpointOf = (path: string, { base, flavor }: Setup): string | undefined => {
  const version = flavor === 'lens' ? 'v2' : 'v1'
  if (flavor === 'cube' && path === `${base}/graphql`) return 'graphql'
  const prefix = `${base}/${version}/`
  const rest = path.startsWith(prefix) ? path.slice(prefix.length) : undefined
  return flavor === 'cube' && rest === 'graphql' ? undefined : rest
}

/** Answers one request as Lens does: address, key, scope, then the query. */
export const dispatch = (arrival: Arrival, state: LensState, now: number, setup: Setup, faults: LensFaults): Reply => {
  const [path = ''] = arrival.path.split('?')
  const endpoint = endpointOf(path, setup)
  // What is asked for by GET is answered too, for load and sql.
  const method = arrival.method === 'GET' && (endpoint === 'load' || endpoint === 'sql') ? 'POST' : arrival.method
  const handler = endpoint === undefined ? undefined : handlers[`${method} ${endpoint}`]
  if (!handler) return { page: notFound(arrival.method, path), user: undefined }
  let user: string | undefined
  try {
    if (faults.gateway) throw plain(401, 'Unauthorized')
    if (faults.refused) throw plain(403, 'Invalid token')
    const caller = callerOf(state, arrival, now)
    user = caller.user
    if (faults.brokenScopes)
      throw refused(500, 'Error: A user-defined contextToApiScopes function returns a wrong scope: bogus')
    return { page: handler({ state, flavor: setup.flavor, arrival, caller, now }), user }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { page: jsonPage(error.status, error.body), user }
  }
}

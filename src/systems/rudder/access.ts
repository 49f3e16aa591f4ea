import type { z } from 'zod'
import type { Account } from './shapes/server.ts'

type Rights = Pick<z.output<typeof Account>, 'authorizationType' | 'acl'>

/** One entry of an access list: a path, where `*` is one segment, and its methods in small letters. */
export type Entry = NonNullable<Rights['acl']>[number]

/** Whether a pattern of an access list covers a path: `*` is one segment, `**` at its end the rest, also none (AclCheck). */
const covers = (
  pattern: readonly string[],
  path: readonly string[],
  same: (one: string, segment: string) => boolean,
): boolean => {
  const [first, ...rest] = pattern
  if (first === '**') return true
  if (first === undefined) return path.length === 0
  return path[0] !== undefined && (first === '*' || same(first, path[0])) && covers(rest, path.slice(1), same)
}

const segments = (path: string) => path.replace(/^\/+/, '').split('/')
const parts = (endpoint: string) => {
  const [method = '', path = ''] = endpoint.split(' ')
  return { method: method.toLowerCase(), path: segments(path) }
}
const isParameter = (segment: string) => segment.startsWith('{')

/**
 * Whether an account may use an endpoint (`POST /rules/{ruleId}`) whatever its parameters are; of an access list the first
 * entry whose path fits decides, and one that names an id does not fit a parameter.
 */
export const mayUse = ({ authorizationType, acl = [] }: Rights, endpoint: string): boolean => {
  const { method, path } = parts(endpoint)
  if (authorizationType === 'rw') return true
  if (authorizationType === 'ro') return method === 'get'
  if (authorizationType !== 'acl') return false
  const entry = acl.find((one) => covers(segments(one.path), path, (mine, theirs) => mine === theirs))
  return entry?.actions.some((action) => action.toLowerCase() === method) ?? false
}

/**
 * The access list with which an account can use these endpoints. The first entry whose path fits decides (Rudder's
 * AclCheck) and Rudder brings entries into an order of its own, so each has the methods of all endpoints that its path
 * fits: `rules/*` of a list with `rules/categories` has both. In any order such a list gives the same.
 */
export const accessList = (endpoints: readonly string[]): readonly Entry[] => {
  const needed = endpoints.map(parts)
  const paths = new Set(needed.map(({ path }) => path.map((one) => (isParameter(one) ? '*' : one)).join('/')))
  const methodsOf = (path: string) =>
    needed.filter((one) => covers(segments(path), one.path, (mine, theirs) => mine === theirs)).map((one) => one.method)
  return [...paths].sort().map((path) => ({ path, actions: [...new Set(methodsOf(path))].sort() }))
}

/** What the entries of an access list allow that none of these endpoints needs, each as `POST system/reload`. */
export const entriesTooMany = ({ authorizationType, acl = [] }: Rights, endpoints: readonly string[]): string[] => {
  if (authorizationType !== 'acl') return []
  const needed = endpoints.map(parts)
  return acl.flatMap(({ path, actions }) =>
    actions
      .map((action) => action.toLowerCase())
      .filter((action) => action !== 'head')
      .filter(
        (action) =>
          !needed.some(
            (one) =>
              one.method === action &&
              covers(segments(path), one.path, (mine, theirs) => isParameter(theirs) || mine === theirs),
          ),
      )
      .map((action) => `${action.toUpperCase()} ${path}`),
  )
}

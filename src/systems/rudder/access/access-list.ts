import type { z } from 'zod'
import type { TokenAccount } from '../shapes/server.ts'

type Rights = Pick<z.output<typeof TokenAccount>, 'authorizationType' | 'acl'>

/** One entry of an access list: a path, where `*` is one segment, and its methods in small letters. */
export type Entry = NonNullable<Rights['acl']>[number]

/**
 * Whether a pattern of an access list covers a path, or all that another pattern does: `*` is one segment, `**` at its end
 * the rest, also none (AclCheck).
 */
const covers = (
  pattern: readonly string[],
  path: readonly string[],
  same: (one: string, segment: string) => boolean,
): boolean => {
  const [first, ...rest] = pattern
  if (first === '**') return true
  if (first === undefined) return path.length === 0
  if (path[0] === '**') return false
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
  const entry = acl.find((one) => covers(segments(one.path), path, isSame))
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
    needed.filter((one) => covers(segments(path), one.path, isSame)).map((one) => one.method)
  return [...paths].sort().map((path) => ({ path, actions: [...new Set(methodsOf(path))].sort() }))
}

/** All of Rudder's endpoints below `info` are declared; a star for the rest gives nothing more. */
const allBelow: readonly Entry[] = [{ path: 'info/**', actions: ['get'] }]

/**
 * What the entries of an access list allow beyond these endpoints, each as `POST system/reload`, or with `(wider than
 * needed)` if it has one of them among others. An entry is exact if the list of `accessList` has it, or one that
 * fits all of it; one of which an entry before it takes every path has no effect.
 */
export const entriesTooMany = ({ authorizationType, acl = [] }: Rights, endpoints: readonly string[]): string[] => {
  if (authorizationType !== 'acl') return []
  const exact = [...accessList(endpoints), ...allBelow]
  const needed = endpoints.map(parts)
  return acl.flatMap(({ path, actions }, i) => {
    if (acl.slice(0, i).some((before) => fitsAllOf(before, path))) return []
    return actions
      .map((action) => action.toLowerCase())
      .filter((action) => action !== 'head')
      .filter((action) => !exact.some((one) => one.actions.includes(action) && fitsAllOf(one, path)))
      .map((action) => {
        const isWider = needed.some((one) => one.method === action && covers(segments(path), one.path, isOrMayBe))
        return `${action.toUpperCase()} ${path}${isWider ? ' (wider than needed)' : ''}`
      })
  })
}

const fitsAllOf = (entry: Entry, path: string) => covers(segments(entry.path), segments(path), isSame)
const isSame = (mine: string, theirs: string) => mine === theirs
const isOrMayBe = (mine: string, theirs: string) => isParameter(theirs) || mine === theirs

import type { z } from 'zod'
import type { Account } from './shapes/server.ts'

type Rights = Pick<z.output<typeof Account>, 'authorizationType' | 'acl'>

/** Whether a pattern of an access list covers a path, segment by segment: `*` is one, `**` at its end is the rest. */
const covers = (
  pattern: readonly string[],
  path: readonly string[],
  same: (one: string, segment: string) => boolean,
): boolean => {
  const [first, ...rest] = pattern
  if (first === '**') return path.length > 0
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

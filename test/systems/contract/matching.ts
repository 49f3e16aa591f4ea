import type { Operation } from '../../../src/systems/operation.ts'
import type { System } from '../../../src/systems/system.ts'
import { operationsOf } from './connected.ts'

const isParameter = (part: string): boolean => part.startsWith('{')

/** The segments of an operation's path, with these parameters in it. */
export const filled = ({ endpoint }: Operation, input: Readonly<Record<string, unknown>>): readonly string[] =>
  (endpoint.split(' ')[1] ?? '')
    .split('/')
    .slice(1)
    .map((part) => (isParameter(part) ? String(input[part.slice(1, -1)]) : part))

/** The segments of a path below the address of an operation, decoded; undefined if it is not below that. */
export const below = (
  system: System,
  url: string,
  operation: Operation,
  path: string,
): readonly string[] | undefined => {
  const base = new URL(system.protocol.base(url, operation)).pathname.replace(/\/$/, '')
  const { pathname } = new URL(`http://x${path}`)
  return pathname.startsWith(`${base}/`)
    ? pathname
        .slice(base.length + 1)
        .split('/')
        .map(decodeURIComponent)
    : undefined
}

interface Sent {
  readonly method: string
  readonly path: string
}

/** The operation that a request at this connection is, the one with the fewest parameters; undefined if it is none. */
export const operationAt = (system: System, url: string, { method, path }: Sent): Operation | undefined => {
  const literals = ({ endpoint }: Operation) => endpoint.split('/').filter((part) => !isParameter(part)).length
  return Object.values(operationsOf(system))
    .filter((operation) => {
      const [own, template = ''] = operation.endpoint.split(' ')
      const parts = template.split('/').slice(1)
      const segments = below(system, url, operation, path)
      return (
        own === method &&
        parts.length === segments?.length &&
        parts.every((part, at) => isParameter(part) || part === segments[at])
      )
    })
    .sort((a, b) => literals(b) - literals(a))[0]
}

/** Whether a request is one of the operations that change something. */
export const isWrite = (system: System, url: string, sent: Sent): boolean =>
  operationAt(system, url, sent)?.kind === 'write'

/** Whether a request belongs to the handshake. */
export const isHandshake = (system: System, url: string, sent: Sent): boolean =>
  operationAt(system, url, sent)?.shape.internal === 'handshake'

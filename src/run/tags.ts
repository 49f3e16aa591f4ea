import type { Tagged } from '../command/define.ts'
import { SystemError } from '../errors.ts'
import type { KnownTags } from '../policy/people.ts'
import type { Operation } from '../systems/operation.ts'
import { readerOf } from '../systems/reader.ts'
import type { Connection } from '../systems/system.ts'
import type { Means } from './means.ts'

interface Affecting {
  readonly connection: Connection
  readonly operation: Operation
  readonly tagged: Tagged | 'unknown'
}

/**
 * The tags of all that a write affects, if an approval looks at them: read by the bot for itself, with the tokens of the
 * settings, so that people need no right to read the objects. Throws SystemError if the system does not answer.
 */
export const tagsOf = async (
  { policy }: Pick<Means, 'policy'>,
  { connection, operation, tagged }: Affecting,
  signal?: AbortSignal,
): Promise<KnownTags> => {
  if (!policy.looksAtTags({ scope: operation.scope, connection: connection.id }))
    return { known: [], unknown: 'not read' }
  if (tagged === 'unknown') return { known: [], unknown: "it isn't known which objects it affects" }
  const found = await Promise.all(
    Object.entries(tagged).map(([kind, ids]) => tagsOfKind(connection, { kind, ids }, signal)),
  )
  const why = found.flatMap(({ unknown }) => unknown ?? [])
  return { known: found.flatMap(({ known }) => known), ...(why.length > 0 && { unknown: why.join('; ') }) }
}

const tagsOfKind = async (
  connection: Connection,
  { kind, ids }: { readonly kind: string; readonly ids: readonly string[] },
  signal: AbortSignal | undefined,
): Promise<KnownTags> => {
  const { name, tags = {} } = connection.system
  const reader = tags[kind]
  if (reader === undefined) throw new TypeError(`${name} declares no tags of ${kind}`)
  if (ids.length === 0) return { known: [] }
  try {
    return { known: await reader.read(readerOf(connection, signal), ids) }
  } catch (error) {
    if (!(error instanceof SystemError) || passing.includes(error.kind)) throw error
    return { known: [], unknown: whyUnknown(error, reader.scope) }
  }
}

/** It may answer the next time, and then the same write needs fewer people: nothing is decided until it does. */
const passing: readonly SystemError['kind'][] = ['timeout', 'unreachable', 'unavailable', 'rate-limited', 'version']

const whyUnknown = ({ kind, reason }: SystemError, scope: string): string => {
  if (reason === 'no-token') return `no token serves ${scope}`
  return kind === 'auth' || kind === 'forbidden' ? `the token for ${scope} is refused` : `reading ${scope} failed`
}

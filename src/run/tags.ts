import type { Tagged } from '../command/define.ts'
import { SystemError } from '../errors.ts'
import type { KnownTags } from '../policy/people.ts'
import type { Operation } from '../systems/operation.ts'
import { readerOf } from '../systems/reader.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'

/** The tags of all that a write affects, once it is known what that is. Throws SystemError if the system does not answer. */
export type TagsOf = (tagged: Tagged | 'unknown') => Promise<KnownTags>

/**
 * Starts to read all tags, if an approval depends on them, while the plan finds out what a write affects: the bot reads them
 * for itself, with the tokens of the settings, so that people need no right to read the objects.
 */
export const readTags = (
  { policy }: Pick<Context, 'policy'>,
  { connection, operation }: { readonly connection: Connection; readonly operation: Operation },
  signal: AbortSignal,
): TagsOf => {
  if (!policy.looksAtTags({ scope: operation.scope, connection: connection.id }))
    return async () => ({ known: [], unknown: 'not read' })
  const { name, tags = {} } = connection.system
  const reading = new Map(
    Object.entries(tags).map(([kind, reader]) => {
      const read = reader.read(readerOf(connection, signal))
      // It counts only if the write affects such an object.
      read.catch(() => {})
      return [kind, { read, scope: reader.scope }]
    }),
  )
  const ofKind = async (kind: string, ids: readonly string[]): Promise<KnownTags> => {
    const of = reading.get(kind)
    if (of === undefined) throw new TypeError(`${name} declares no tags of ${kind}`)
    if (ids.length === 0) return { known: [] }
    try {
      return { known: await (await of.read)(ids) }
    } catch (error) {
      if (!(error instanceof SystemError) || passing.includes(error.kind)) throw error
      return { known: [], unknown: whyUnknown(error, of.scope) }
    }
  }
  return async (tagged) => {
    if (tagged === 'unknown') return { known: [], unknown: "it isn't known which objects it affects" }
    const found = await Promise.all(Object.entries(tagged).map(([kind, ids]) => ofKind(kind, ids)))
    const why = found.flatMap(({ unknown }) => unknown ?? [])
    return { known: found.flatMap(({ known }) => known), ...(why.length > 0 && { unknown: why.join('; ') }) }
  }
}

/** The system may answer next time, and then the same write may need fewer people: nothing is decided until it does. */
const passing: readonly SystemError['kind'][] = ['timeout', 'unreachable', 'unavailable', 'rate-limited', 'version']

const whyUnknown = ({ kind, reason }: SystemError, scope: string): string => {
  if (reason === 'no-token') return `no token serves ${scope}`
  return kind === 'auth' || kind === 'forbidden' ? `the token for ${scope} is refused` : `reading ${scope} failed`
}

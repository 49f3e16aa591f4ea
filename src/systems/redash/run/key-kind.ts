import type { ServingToken } from '../../system.ts'
import type { ConnectionView } from '../../view.ts'
import type { settings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import type { KeyKind } from './api.ts'

/** A key of a connection by its name in the settings, and what kind it is. */
export interface NamedKey {
  readonly name: string
  readonly kind: KeyKind
}

/** A key that is bound to some queries is their own; any other is that of a user. */
export const keyOf = ({ name, isBound }: ServingToken): NamedKey => ({ name, kind: isBound ? 'query' : 'user' })

type RunView = ConnectionView<typeof operations, 'redash:queries:run' | 'redash:text-queries:run', typeof settings>

/** Which key of a connection runs a query: the narrowest one that serves it; undefined if none does. */
export const keyFor = async (
  { tokenFor }: Pick<RunView, 'tokenFor'>,
  queryId: string,
  hasText: boolean,
): Promise<NamedKey | undefined> => {
  const found = await tokenFor(hasText ? 'runTextQuery' : 'runQuery', { queryId, body: { parameters: {} } })
  return found && keyOf(found)
}

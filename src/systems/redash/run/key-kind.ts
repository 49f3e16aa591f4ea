import type { Connection } from '../../system.ts'
import { runQuery, runTextQuery } from '../operations/results.ts'
import type { KeyKind } from './api.ts'

/** Which key of a connection runs a query: the narrowest one that serves it, by its name; undefined if none does. */
export const keyFor = async (
  connection: Pick<Connection, 'tokenFor'>,
  queryId: string,
  hasText: boolean,
): Promise<{ readonly name: string; readonly kind: KeyKind } | undefined> => {
  const body = { parameters: {} }
  const found = await connection.tokenFor(hasText ? runTextQuery : runQuery, { queryId, body })
  return found && { name: found.name, kind: found.isBound ? 'query' : 'user' }
}

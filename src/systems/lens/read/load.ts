import { SystemError } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import type { LensQuery, LoadHead, Row } from '../shapes/index.ts'
import type { Asked } from './waiting.ts'

/** What `load` reads with. */
export type LoadApi = Api<typeof operations, 'lens:meta:read' | 'lens:data:run'>
/** What `graphql` reads with. */
export type GraphqlApi = Api<typeof operations, 'lens:graphql:run'>

/** The rows of a query, and what is beside them. */
export interface LoadedRows {
  readonly rows: readonly Row[]
  /** How many came, kept or not. */
  readonly count: number
  readonly head: LoadHead
}

/** How much of an answer is kept in memory, in characters. */
const mostCharacters = 16_000_000

const sizeOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, cell) => sum + 16 + (typeof cell === 'string' ? cell.length : 0), 0)

/** Asks for a query once: rows, or that it still runs. */
export const loadOnce = async (api: Pick<LoadApi, 'load'>, query: LensQuery): Promise<Asked<LoadedRows>> => {
  const elements = api.load({ body: { query } })
  const rows: Row[] = []
  let [count, size] = [0, 0]
  for await (const row of elements) {
    count += 1
    size += sizeOf(row)
    if (size <= mostCharacters) rows.push(row)
  }
  const rest = elements.rest()
  return 'error' in rest ? 'still running' : { is: { rows, count, head: rest } }
}

/** Sends a GraphQL query once: its data, or that it still runs. */
export const graphqlOnce = async (
  api: GraphqlApi,
  query: string,
): Promise<Asked<Readonly<Record<string, unknown>>>> => {
  try {
    return { is: (await api.graphql({ body: { query } })).data }
  } catch (error) {
    if (error instanceof SystemError && error.reason === 'still-running') return 'still running'
    throw error
  }
}

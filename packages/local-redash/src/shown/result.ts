import { rowOf } from '../database/table.ts'
import type { Result } from '../state.ts'
import { shownTime } from './user.ts'

const shownData = ({ data }: Result): object => ({
  columns: data.columns.map(({ name, type }) => ({ name, friendly_name: name, type })),
  rows: data.rows.map((row) => rowOf(data, row)),
  ...(data.truncated && { truncated: true }),
})

/** A result with its SQL. */
export const shownResult = (result: Result): object => ({
  query_result: {
    id: result.id,
    query_hash: result.hash,
    query: result.sql,
    data: shownData(result),
    data_source_id: result.source,
    runtime: result.runtime,
    retrieved_at: shownTime(result.retrievedAt),
  },
})

/** What a POST with the key of a query or the token of a dashboard gets: the rows and their age. */
export const shownRows = (result: Result): object => ({
  query_result: { data: shownData(result), retrieved_at: shownTime(result.retrievedAt) },
})

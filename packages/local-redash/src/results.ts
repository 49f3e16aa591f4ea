import type { Table } from './database/table.ts'
import { areDefaultsValid, queryHash } from './hash.ts'
import type { Job, Query, RedashState, Result } from './state.ts'
import type { Differences } from './versions.ts'

/** The newest result of this SQL on this source; `maxAge` in seconds, -1 for however old. */
export function cached(
  state: RedashState,
  { hash, source }: { readonly hash: string; readonly source: number },
  maxAge: number,
  now: number,
): Result | undefined {
  const newest = state.results.findLast((one) => one.hash === hash && one.source === source)
  return newest && (maxAge === -1 || newest.retrievedAt + maxAge * 1000 >= now) ? newest : undefined
}

/** Keeps the rows of a run; they become the latest result of each query that they are the result of. */
export function keep(state: RedashState, job: Job, data: Table, endedAt: number, differs: Differences): Result {
  const { hash, sql, source, startedAt = endedAt } = job
  const runtime = (endedAt - startedAt) / 1000
  const result = { id: state.next.result++, hash, sql, source, data, runtime, retrievedAt: endedAt }
  state.results.push(result)
  for (const query of state.queries) {
    const counts = query.source === source && (!query.archived || differs.archivedKeepsLatest)
    if (counts && queryHash(query, differs) === hash) query.latest = result.id
  }
  return result
}

/** The latest result of a query; nothing if it was never run. */
export function latestOf(state: RedashState, query: Query): Result | undefined {
  return state.results.find(({ id }) => id === query.latest)
}

/** Finds the latest result of a query again after a change. */
export function follow(state: RedashState, query: Query, differs: Differences): void {
  query.defaultsValid = areDefaultsValid(state, query, differs)
  const hash = queryHash(query, differs)
  const latest = latestOf(state, query)
  if (latest?.hash === hash && latest.source === query.source) return
  const found = state.results.findLast((one) => one.hash === hash && one.source === query.source)
  query.latest = differs.latestFollows ? (found?.id ?? null) : null
}

/** Drops what is older than results are kept, but for the latest ones of queries. */
export function cleanUp(state: RedashState, now: number): void {
  const oldest = now - state.pace.resultLife
  if (!state.results.some(({ retrievedAt }) => retrievedAt < oldest)) return
  const latest = new Set(state.queries.map((query) => query.latest))
  state.results = state.results.filter(({ id, retrievedAt }) => retrievedAt >= oldest || latest.has(id))
}

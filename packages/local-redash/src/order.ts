import { latestOf } from './results.ts'
import type { Query, RedashState } from './state.ts'

type Sortable = string | number | undefined

const keysOf = (state: RedashState): Readonly<Record<string, (query: Query) => Sortable>> => ({
  name: ({ name }) => name.toLowerCase(),
  created_at: ({ createdAt }) => createdAt,
  schedule: ({ schedule }) => Number((schedule as { interval?: number } | null)?.interval ?? Number.NaN) || undefined,
  runtime: (query) => latestOf(state, query)?.runtime,
  executed_at: (query) => latestOf(state, query)?.retrievedAt,
  created_by: ({ user }) => state.users.find(({ id }) => id === user)?.name,
})

/** Sorts queries by `order`, with a minus for the other way round; an unknown one is the newest first. */
export function ordered(state: RedashState, all: readonly Query[], order: string | null): Query[] {
  if (order?.replace('-', '') === 'starred_at') return [...all]
  const keys = keysOf(state)
  const asked = order?.replace(/^-/, '') ?? ''
  const known = Object.hasOwn(keys, asked)
  const key = keys[known ? asked : 'created_at'] ?? (() => undefined)
  const sign = known && !order?.startsWith('-') ? 1 : -1
  return all.toSorted((left, right) => {
    const [a, b] = [key(left), key(right)]
    // What was never run comes last either way.
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
    return a === b ? right.createdAt - left.createdAt : sign * (a < b ? -1 : 1)
  })
}

import { refused } from './refused.ts'

const numbered = (text: string | null, otherwise: number): number =>
  /^-?\d+$/.test(text ?? '') ? Number(text) : otherwise

/** One page of a list, as every list of Redash is paged: a word counts as the default, and page 2 of nothing is a 404. */
export function paged<T>(query: URLSearchParams, all: readonly T[], show: (one: T) => unknown): object {
  const page = numbered(query.get('page'), 1)
  const size = numbered(query.get('page_size'), 25)
  if (page < 1) throw refused(400, 'Page must be positive integer.')
  if (size < 1 || size > 250) throw refused(400, 'Page size is out of range (1-250).')
  const from = (page - 1) * size
  if (from >= all.length && all.length > 0) throw refused(400, 'Page is out of range.')
  if (all.length === 0 && page > 1) throw refused(404)
  return { count: all.length, page, page_size: size, results: all.slice(from, from + size).map(show) }
}

/** How often each tag is used, by name. */
export function tagCounts(all: readonly { readonly tags: readonly string[] }[]): object {
  const counts = new Map<string, number>()
  for (const tag of all.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return { tags: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count })) }
}

/** Those that have all the tags of the address. */
export const tagged = <T extends { readonly tags: readonly string[] }>(
  query: URLSearchParams,
  all: readonly T[],
): T[] => all.filter(({ tags }) => query.getAll('tags').every((tag) => tags.includes(tag)))

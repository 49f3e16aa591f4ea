import type { Query } from './state.ts'
import type { Differences } from './versions.ts'

interface Term {
  readonly words: readonly string[]
  readonly not: boolean
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** The alternatives of a search, between its `or`. */
function alternativesIn(text: string): Term[][] {
  const all: Term[][] = [[]]
  for (const [whole, minus = '', quoted, bare] of text.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)) {
    const words = wordsOf(quoted ?? bare ?? '')
    if (whole.toLowerCase() === 'or') all.push([])
    else if (words.length > 0) all.at(-1)?.push({ words, not: minus === '-' })
  }
  return all
}

const weights = [1, 0.9, 0.4, 0.1]

/** The best part of a query that each word begins a word of: its id, name, description or SQL; 0 if one does not. */
function score(query: Query, words: readonly string[]): number {
  const parts = [String(query.id), query.name, query.description, query.sql].map(wordsOf)
  const found = words.map((word) => {
    const hits = parts.map((part, at) => (part.some((one) => one.startsWith(word)) ? (weights[at] ?? 0) : 0))
    return hits.reduce((sum, one) => sum + one, 0)
  })
  return found.includes(0) ? 0 : found.reduce((sum, one) => sum + one, 0)
}

/** The queries that a search finds, best first: words by their beginning, `-word`, "several words" and `or`. */
export function searched(all: readonly Query[], text: string, differs: Differences): Query[] {
  const alternatives = alternativesIn(text)
  if (alternatives.every((terms) => terms.length === 0)) return differs.operatorsFindNothing ? [] : [...all]
  const rank = (query: Query): number =>
    Math.max(
      ...alternatives.map((terms) => {
        if (terms.length === 0) return 0
        const scores = terms.map(({ words, not }) => (not ? (score(query, words) > 0 ? 0 : 0.01) : score(query, words)))
        return scores.includes(0) ? 0 : scores.reduce((sum, one) => sum + one, 0)
      }),
    )
  return all
    .map((query) => ({ query, rank: rank(query) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ query }) => query)
}

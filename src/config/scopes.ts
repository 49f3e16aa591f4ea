import { covers, isScope, isScopePattern } from '../vault/scope.ts'
import { allowed, didYouMean, shown } from './nearest.ts'
import type { Systems } from './systems.ts'

/** Who names a scope: a token of one system, a group, an approval. */
export type Use = { readonly token: string } | 'group' | 'approval'

/** What is wrong with a scope or pattern of the settings; undefined if nothing is. */
export const scopeMistake = (pattern: string, systems: Systems, use: Use): string | undefined => {
  const words = Object.keys(systems).filter((word) => systems[word]?.scopes.length)
  if (pattern === '*')
    return `a bare * would give everything, even what comes later; write ${words[0] ?? '<system>'}:*:read`
  const known = knownTo(use, systems)
  const [word = ''] = pattern.split(':')
  if (!isScopePattern(pattern)) {
    const form = 'must be <system>:<resource>:<action> with read, run, write or approve, or * for resource or action'
    return `${shown(pattern)} ${form}.${didYouMean(pattern, known)}`
  }
  const facts = Object.hasOwn(systems, word) ? systems[word] : undefined
  if (facts === undefined) return `no system is called ${word}; ${allowed(word, words)}.${didYouMean(word, words)}`
  if (typeof use === 'object' && word !== use.token) return `${pattern} is of ${word}; this is a token of ${use.token}`
  if (use === 'group' && facts.internal.includes(pattern))
    return `${pattern} is for ${word} itself; no group can have it`
  if (isScope(pattern)) return known.includes(pattern) ? undefined : unknown(pattern, known, use)
  if (!known.some((scope) => covers(pattern, scope))) return unknown(pattern, known, use)
  const spelled = use === 'group' && !known.some((scope) => covers(pattern, scope, new Set(facts.sensitive)))
  return spelled
    ? `${pattern} covers only sensitive scopes, which are spelled out: ${covered(pattern, known)}`
    : undefined
}

const knownTo = (use: Use, systems: Systems): readonly string[] => {
  if (typeof use === 'object') return [...new Set(systems[use.token]?.scopes)]
  const all = Object.values(systems).flatMap(({ scopes, internal }) =>
    scopes.filter((scope) => !internal.includes(scope)),
  )
  return [...new Set(use === 'group' ? all : all.filter((scope) => /:(write|approve)$/.test(scope)))]
}

const unknown = (pattern: string, known: readonly string[], use: Use): string => {
  const what = isScope(pattern) ? `${pattern} is not a scope` : `${pattern} covers no scope`
  const here = use === 'approval' ? ' that writes' : ''
  const [word = ''] = pattern.split(':')
  const near = known.filter((scope) => scope.startsWith(`${word}:`))
  return `${what}${here}; ${allowed(pattern, near)}.${didYouMean(pattern, known)}`
}

const covered = (pattern: string, known: readonly string[]): string =>
  known.filter((scope) => covers(pattern, scope)).join(', ')

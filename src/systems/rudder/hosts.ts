import { firstOf } from './first-of.ts'
import { byName } from './holding.ts'

/** How many names are shown before they are counted, how many that are alike make a group, and how many groups a list has. */
const few = 6
const many = 3
const most = 8

/** Host names as one cause is read: a few by name, more by what they end in, the most first: `41 *.lyon2.acme.net`. */
export const hostWords = (hosts: readonly string[]): string => {
  if (hosts.length <= few) return shortened([...hosts].sort(byName))
  const groups = grouped(hosts)
  const large = groups.filter(({ names }) => names.length >= many)
  const alone = groups.filter(({ names }) => names.length < many).flatMap(({ names }) => names)
  const shown = [
    ...large.slice(0, few).map(({ like, names }) => `${names.length} ${like}`),
    ...firstOf(alone, few, byName),
  ]
  const rest = large.slice(few).reduce((sum, { names }) => sum + names.length, 0) + Math.max(0, alone.length - few)
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** Host names that are alike, the most first: by domain or, where all have the same, by the beginning too. */
export const grouped = (hosts: readonly string[]): readonly { readonly like: string; readonly names: string[] }[] => {
  const byDomain = Map.groupBy(hosts, (name) => `*${domainOf(name)}`)
  const groups = byDomain.size > 1 ? byDomain : Map.groupBy(hosts, (name) => `${stemOf(name)}*${domainOf(name)}`)
  return [...groups]
    .map(([like, names]) => ({ like, names }))
    .sort((a, b) => b.names.length - a.names.length || byName(a.like, b.like))
}

/** `.lyon2.acme.net` of `edge-101.lyon2.acme.net`. */
const domainOf = (name: string): string => {
  const at = name.indexOf('.')
  return at < 1 ? '' : name.slice(at)
}

/** `edge-` of `edge-101.lyon2.acme.net`; all of what has no number. */
const stemOf = (name: string): string =>
  /^[^.\d]*(?=\d)/.exec(name)?.[0] ?? name.slice(0, name.length - domainOf(name).length)

/** `jump-01, jump-02 (.paris1.acme.net)`: what they end in is said once where it is the same. */
const shortened = (names: readonly string[]): string => {
  const [first = ''] = names
  const domain = domainOf(first)
  const isShared = names.length > 1 && domain !== '' && names.every((name) => domainOf(name) === domain)
  return isShared ? `${names.map((name) => name.slice(0, -domain.length)).join(', ')} (${domain})` : names.join(', ')
}

/** A list of hosts: by name, or where they are too many, how many are alike. */
export const hostList = (title: string, hosts: readonly string[]) => {
  if (hosts.length <= few) return { title, items: [...hosts].sort(byName), total: hosts.length }
  const groups = grouped(hosts)
  const items = groups.slice(0, most).map(({ like, names }) => {
    const nodes = names.length === 1 ? 'node' : 'nodes'
    return { name: names.length === 1 ? (names[0] ?? like) : like, text: `${names.length} ${nodes}` }
  })
  return { title, items, total: groups.length }
}

/** `, 41 of them *.lyon2.acme.net` where at least half of more than a few are alike; else nothing. */
export const mostly = (hosts: readonly string[]): string => {
  const [first] = grouped(hosts)
  if (hosts.length <= few || !first || first.names.length * 2 < hosts.length) return ''
  return first.names.length === hosts.length
    ? `, all of them ${first.like}`
    : `, ${first.names.length} of them ${first.like}`
}

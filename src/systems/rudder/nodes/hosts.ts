import { byName } from '../reads/by-name.ts'
import { firstOf } from '../reads/first-of.ts'
import { inOrder } from '../reads/in-order.ts'

/** How many names are shown before they are counted, how many that are alike make a group, and how many groups a list has. */
const few = 6
const many = 3
const most = 8

interface Host {
  readonly name: string
}

/** Nodes whose names are alike, and how: `*.lyon2.acme.net`. */
export interface Alike<N extends Host = Host> {
  readonly like: string
  readonly nodes: readonly N[]
}

/** Nodes by domain or, if all have the same, by how they begin too; each is in one group, and the groups are in no order. */
export const grouped = <N extends Host>(nodes: readonly N[]): readonly Alike<N>[] => {
  const byDomain = Map.groupBy(nodes, ({ name }) => `*${domainOf(name)}`)
  const groups = byDomain.size > 1 ? byDomain : Map.groupBy(nodes, ({ name }) => `${stemOf(name)}*${domainOf(name)}`)
  return [...groups].map(([like, nodes]) => ({ like, nodes }))
}

const mostFirst = (a: Alike, b: Alike) => b.nodes.length - a.nodes.length || byName(a.like, b.like)
const byHost = (a: Host, b: Host) => byName(a.name, b.name)
const sizeOf = (groups: readonly Alike[]) => groups.reduce((sum, { nodes }) => sum + nodes.length, 0)
const namesOf = (nodes: readonly Host[]) => nodes.map(({ name }) => name)

/** Host names in a line about one cause: a few by name, more by their domain, the largest first: `41 *.lyon2.acme.net`. */
export const hostWords = (nodes: readonly Host[]): string => {
  if (nodes.length <= few) return shortened(namesOf(nodes).sort(byName))
  const groups = grouped(nodes)
  const large = groups.filter((group) => group.nodes.length >= many)
  const alone = groups.filter((group) => group.nodes.length < many).flatMap((group) => namesOf(group.nodes))
  const [counted, named] = [firstOf(large, few, mostFirst), firstOf(alone, few, byName)]
  const rest = nodes.length - sizeOf(counted) - named.length
  return (
    [...counted.map(({ like, nodes }) => `${nodes.length} ${like}`), ...named].join(', ') +
    (rest > 0 ? ` and ${rest} more` : '')
  )
}

/** The nodes, those of the largest groups first, because many similar nodes are more likely to have one cause. */
export const eachAlike = <N extends Host>(groups: readonly Alike<N>[]): IteratorObject<N> =>
  inOrder(groups, mostFirst).flatMap(({ nodes }) => inOrder(nodes, byHost))

/** A list of hosts: by name, or if they are too many, how many are alike. */
export const hostList = (title: string, groups: readonly Alike[]) => {
  const total = sizeOf(groups)
  if (total <= few) return { title, items: groups.flatMap(({ nodes }) => namesOf(nodes)).sort(byName), total }
  const items = firstOf(groups, most, mostFirst).map(({ like, nodes }) => {
    const [only] = nodes
    return nodes.length === 1 && only
      ? { name: only.name, text: '1 node' }
      : { name: like, text: `${nodes.length} nodes` }
  })
  return { title, items, total: groups.length }
}

/** `, 41 of them *.lyon2.acme.net` if at least half of more than a few are alike; else nothing. */
export const mostly = (groups: readonly Alike[]): string => {
  const total = sizeOf(groups)
  const half = groups.filter(({ nodes }) => nodes.length * 2 >= total)
  const [first] = firstOf(half, 1, mostFirst)
  if (total <= few || !first) return ''
  return first.nodes.length === total ? `, all of them ${first.like}` : `, ${first.nodes.length} of them ${first.like}`
}

/** `.lyon2.acme.net` of `edge-101.lyon2.acme.net`. */
const domainOf = (name: string): string => {
  const at = name.indexOf('.')
  return at < 1 ? '' : name.slice(at)
}

/** `edge-` of `edge-101.lyon2.acme.net`; all of what has no number. */
const stemOf = (name: string): string =>
  /^[^.\d]*(?=\d)/.exec(name)?.[0] ?? name.slice(0, name.length - domainOf(name).length)

/** `jump-01, jump-02 (.paris1.acme.net)`: a common domain is written once. */
const shortened = (names: readonly string[]): string => {
  const [first = ''] = names
  const domain = domainOf(first)
  const isShared = names.length > 1 && domain !== '' && names.every((name) => domainOf(name) === domain)
  return isShared ? `${names.map((name) => name.slice(0, -domain.length)).join(', ')} (${domain})` : names.join(', ')
}

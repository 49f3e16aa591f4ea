import { type Alike, domainOf, grouped, type Host, mostAlike } from '../../../alike.ts'
import { byName } from '../reads/by-name.ts'
import { firstOf } from '../reads/first-of.ts'
import { inOrder } from '../reads/in-order.ts'

/** How many names are shown before they are counted, how many that are alike make a group, and how many groups a list has. */
const few = 6
const many = 3
const most = 8

const mostFirst = (a: Alike, b: Alike) => b.hosts.length - a.hosts.length || byName(a.like, b.like)
const byHost = (a: Host, b: Host) => byName(a.name, b.name)
const sizeOf = (groups: readonly Alike[]) => groups.reduce((sum, { hosts }) => sum + hosts.length, 0)
const namesOf = (nodes: readonly Host[]) => nodes.map(({ name }) => name)

/** Host names in a line about one cause: a few by name, more by their domain, the largest first: `41 *.lyon2.acme.net`. */
export const hostWords = (nodes: readonly Host[]): string => {
  if (nodes.length <= few) return shortened(namesOf(nodes).sort(byName))
  const groups = grouped(nodes)
  const large = groups.filter((group) => group.hosts.length >= many)
  const alone = groups.filter((group) => group.hosts.length < many).flatMap((group) => namesOf(group.hosts))
  const [counted, named] = [firstOf(large, few, mostFirst), firstOf(alone, few, byName)]
  const rest = nodes.length - sizeOf(counted) - named.length
  return (
    [...counted.map(({ like, hosts }) => `${hosts.length} ${like}`), ...named].join(', ') +
    (rest > 0 ? ` and ${rest} more` : '')
  )
}

/** The nodes, those of the largest groups first, because many similar nodes are more likely to have one cause. */
export const eachAlike = <N extends Host>(groups: readonly Alike<N>[]): IteratorObject<N> =>
  inOrder(groups, mostFirst).flatMap(({ hosts }) => inOrder(hosts, byHost))

/** A list of hosts: by name, or if they are too many, how many are alike. */
export const hostList = (title: string, groups: readonly Alike[]) => {
  const total = sizeOf(groups)
  if (total <= few) return { title, items: groups.flatMap(({ hosts }) => namesOf(hosts)).sort(byName), total }
  const items = firstOf(groups, most, mostFirst).map(({ like, hosts }) => {
    const [only] = hosts
    return hosts.length === 1 && only
      ? { name: only.name, text: '1 node' }
      : { name: like, text: `${hosts.length} nodes` }
  })
  return { title, items, total: groups.length }
}

/** `, 41 of them *.lyon2.acme.net` if at least half of more than a few are alike; else nothing. */
export const mostly = (groups: readonly Alike[]): string => {
  const total = sizeOf(groups)
  const first = mostAlike(groups)
  if (total <= few || !first) return ''
  return first.hosts.length === total ? `, all of them ${first.like}` : `, ${first.hosts.length} of them ${first.like}`
}

/** `jump-01, jump-02 (.paris1.acme.net)`: a common domain is written once. */
const shortened = (names: readonly string[]): string => {
  const [first = ''] = names
  const domain = domainOf(first)
  const isShared = names.length > 1 && domain !== '' && names.every((name) => domainOf(name) === domain)
  return isShared ? `${names.map((name) => name.slice(0, -domain.length)).join(', ')} (${domain})` : names.join(', ')
}

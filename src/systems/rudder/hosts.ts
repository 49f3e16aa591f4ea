/** How many names are shown before they are counted, and how many of those that are alike make a group. */
const few = 6
const many = 3

/** Host names as one cause is read: a few by name, more by what they end in, the most first: `41 *.lyon2.acme.net`. */
export const hostWords = (hosts: readonly string[]): string => {
  const all = [...hosts].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  if (all.length <= few) return all.join(', ')
  const groups = grouped(all)
  const large = groups.filter(({ names }) => names.length >= many)
  const alone = groups.filter(({ names }) => names.length < many).flatMap(({ names }) => names)
  const shown = [...large.slice(0, few).map(({ like, names }) => `${names.length} ${like}`), ...alone.slice(0, few)]
  const rest = large.slice(few).reduce((sum, { names }) => sum + names.length, 0) + Math.max(0, alone.length - few)
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

/** Host names that are alike, the most first: by domain or, where all have the same, by the beginning too. */
export const grouped = (hosts: readonly string[]): readonly { readonly like: string; readonly names: string[] }[] => {
  const byDomain = Map.groupBy(hosts, (name) => `*${domainOf(name)}`)
  const groups = byDomain.size > 1 ? byDomain : Map.groupBy(hosts, (name) => `${stemOf(name)}*${domainOf(name)}`)
  return [...groups]
    .map(([like, names]) => ({ like, names }))
    .sort((a, b) => b.names.length - a.names.length || a.like.localeCompare(b.like, 'en'))
}

/** `.lyon2.acme.net` of `edge-101.lyon2.acme.net`. */
const domainOf = (name: string): string => {
  const at = name.indexOf('.')
  return at < 1 ? '' : name.slice(at)
}

/** `edge-` of `edge-101.lyon2.acme.net`; all of what has no number. */
const stemOf = (name: string): string =>
  /^[^.\d]*(?=\d)/.exec(name)?.[0] ?? name.slice(0, name.length - domainOf(name).length)

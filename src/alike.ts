/** Whatever has the name of a host. */
export interface Host {
  readonly name: string
}

/** Hosts whose names are alike, and how: `*.lyon2.acme.net`. */
export interface Alike<H extends Host = Host> {
  readonly like: string
  readonly hosts: readonly H[]
}

/** Hosts by domain or, if all have the same, by how they begin too; each is in one group, and the groups are in no order. */
export const grouped = <H extends Host>(hosts: readonly H[]): readonly Alike<H>[] => {
  const byDomain = Map.groupBy(hosts, ({ name }) => `*${domainOf(name)}`)
  const groups = byDomain.size > 1 ? byDomain : Map.groupBy(hosts, ({ name }) => `${stemOf(name)}*${domainOf(name)}`)
  return [...groups].map(([like, hosts]) => ({ like, hosts }))
}

/** The group that has at least half of all; undefined if there is none. */
export const mostAlike = <H extends Host>(groups: readonly Alike<H>[]): Alike<H> | undefined => {
  const total = groups.reduce((sum, { hosts }) => sum + hosts.length, 0)
  return groups
    .filter(({ hosts }) => hosts.length * 2 >= total)
    .reduce<Alike<H> | undefined>((best, one) => (best && isBefore(best, one) ? best : one), undefined)
}

const isBefore = (a: Alike, b: Alike): boolean =>
  a.hosts.length === b.hosts.length ? a.like < b.like : a.hosts.length > b.hosts.length

/** `.lyon2.acme.net` of `edge-101.lyon2.acme.net`. */
export const domainOf = (name: string): string => {
  const at = name.indexOf('.')
  return at < 1 ? '' : name.slice(at)
}

/** `edge-` of `edge-101.lyon2.acme.net`; all of what has no number. */
const stemOf = (name: string): string =>
  /^[^.\d]*(?=\d)/.exec(name)?.[0] ?? name.slice(0, name.length - domainOf(name).length)

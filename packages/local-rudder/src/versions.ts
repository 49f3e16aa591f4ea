import { Refused } from './refused.ts'

/** Which API versions a server offers: the newest names the Rudder version that it is. */
const offered: Readonly<Record<number, { readonly rudder: string; readonly oldest: number }>> = {
  18: { rudder: '8.0.10', oldest: 14 },
  19: { rudder: '8.1.12', oldest: 14 },
  20: { rudder: '8.2.9', oldest: 14 },
  21: { rudder: '8.3.13', oldest: 18 },
  22: { rudder: '9.0.5', oldest: 21 },
  23: { rudder: '9.1.4', oldest: 21 },
}

/** The Rudder release that has this API as its newest; a RangeError for one that never was. */
export function release(api: number): { rudder: string; versions: number[] } {
  const found = offered[api]
  if (!found) throw new RangeError(`The local Rudder speaks API ${Object.keys(offered).join(', ')}, not ${api}`)
  return {
    rudder: found.rudder,
    versions: Array.from({ length: api - found.oldest + 1 }, (_, at) => found.oldest + at),
  }
}

/** Tells whether a Rudder release (`8.2.4`) is older than another one. */
export function isBefore(rudder: string, other: string): boolean {
  const [mine = [], theirs = []] = [rudder, other].map((one) => one.split('.').map(Number))
  const at = mine.findIndex((part, place) => part !== theirs[place])
  return at >= 0 && (mine[at] ?? 0) < (theirs[at] ?? 0)
}

/** The version that the address names, if its first segment is one that is offered or `latest`. */
export function versionInPath(segment: string | undefined, versions: readonly number[]): number | undefined {
  if (segment === 'latest') return versions.at(-1)
  return segment !== undefined && /^\d+$/.test(segment) && versions.includes(Number(segment))
    ? Number(segment)
    : undefined
}

const quoted = (versions: readonly number[]) => `'${versions.join("'")}'`

/**
 * The version to answer in, by the address and the header `X-API-Version`.
 * Refuses, as the server does, when neither names one, when the endpoint lacks it, and when the two differ.
 */
export function negotiated(
  endpoint: { readonly method: string; readonly template: string; readonly since: number },
  inPath: number | undefined,
  header: string | undefined,
  versions: readonly number[],
): number {
  const name = `${endpoint.method} ${endpoint.template}`
  const has = versions.filter((one) => one >= endpoint.since)
  const asked = versionInPath(header?.trim(), versions)
  const refuse = (why: string) => new Refused(`Bad request: ${why}`, { action: 'unknow', raw: true })
  if (inPath !== undefined) {
    if (asked === undefined || asked === inPath) return inPath
    throw refuse(`Request is requiring version '${asked}' but the available endpoints only provide version '${inPath}'`)
  }
  if (asked === undefined)
    throw refuse(
      `Request is missing a version but the version is required for '${name}'. Available versions: ${quoted(has)}`,
    )
  if (!has.includes(asked))
    throw refuse(
      `Request is requiring version '${asked}' but that version is not available for '${name}'. Available versions: ${quoted(has)}`,
    )
  return asked
}

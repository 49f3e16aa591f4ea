import type { Operation } from '../../operation.ts'

/** The API versions that Coxswain supports, with the first Rudder that had each; each Rudder offers some older ones too. */
const releases: Readonly<Record<number, string>> = {
  18: '8.0',
  19: '8.1',
  20: '8.2',
  21: '8.3',
  22: '9.0',
  23: '9.1',
}

const known = Object.keys(releases).map(Number)

/** The supported versions, for a server that offers others: `18 to 23 (Rudder 8.0 to 9.1)`. */
export const supportedVersions = `${Math.min(...known)} to ${Math.max(...known)} (Rudder ${releases[Math.min(...known)]} to ${releases[Math.max(...known)]})`

/** The newest version that both sides know, or undefined. */
export const newestOf = (offered: readonly number[]): number | undefined =>
  offered.filter((version) => known.includes(version)).sort((a, b) => b - a)[0]

/** `Rudder 8.0 has no compliance of a group; it came with Rudder 8.1`, for an operation that came after `version`. */
export const lacking = (version: number, { shape: { since } }: Operation): string | undefined =>
  since === undefined || since.version <= version
    ? undefined
    : `Rudder ${releases[version]} has no ${since.what}; it came with Rudder ${releases[since.version]}`

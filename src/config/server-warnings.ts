import type { SettingsFile } from './settings-file.ts'

type Settings = SettingsFile['connections'][string]

/** Sentences about connections of one system that the settings alone show to lead to one server. */
export const serverWarnings = (connections: SettingsFile['connections']): readonly string[] => {
  const all = Object.entries(connections)
  return all.flatMap(([id, one], at) =>
    all.slice(at + 1).flatMap(([other, two]) => {
      const why = id.split('/')[0] === other.split('/')[0] ? sameIn(one, two) : undefined
      return why === undefined ? [] : [oneServer(id, other, why)]
    }),
  )
}

const oneServer = (id: string, other: string, why: string): string =>
  `${id} and ${other} count as one server (${why}): a lock on one stops the other, and nobody approves their own change through the other. Remove one of them, or say with “server:” in both which server each one is.`

const sameIn = (one: Settings, two: Settings): string | undefined => {
  if (one.server !== undefined || two.server !== undefined) return undefined
  if (new URL(one.url).host === new URL(two.url).host) return 'the same host and port'
  return one.tls?.pin !== undefined && one.tls.pin === two.tls?.pin ? 'the same tls.pin' : undefined
}

import { isQuietAt, type QuietHours } from './quiet-hours.ts'

/** Quiet hours as the settings say them: `22:00` to `7:00` in a time zone. */
interface QuietTimes {
  readonly from: string
  readonly to: string
  readonly zone: string
}

/** What the settings say about noise, and what is different in a channel. */
export interface NoiseSettings {
  /** The ids of the user groups that may be pinged, by the names that people type. */
  readonly groups: Readonly<Record<string, string>>
  readonly quiet?: QuietTimes
  /** The group that is pinged if a connection can't be read for long. */
  readonly blind?: string
  /** Minutes between two messages that an alert got worse. */
  readonly worse: number
  /** How many alerts within five minutes are messages of their own. */
  readonly storm: number
  readonly channels: Readonly<Record<string, ChannelChoices>>
}

interface ChannelChoices {
  readonly groups?: readonly string[]
  readonly quiet?: QuietTimes | 'never'
  readonly blind?: string
  readonly worse?: number
  readonly storm?: number
}

/** What counts in one channel. */
export interface ChannelNoise {
  /** The ids of the groups that may be pinged there, by their names. */
  readonly groups: ReadonlyMap<string, string>
  /** The id of the group that BLIND pings. */
  readonly blind: string | undefined
  readonly worseMs: number
  readonly storm: number
  isQuiet(at: number): boolean
}

const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

const hoursOf = ({ from, to }: QuietTimes): QuietHours => ({ from: minutesOf(from), to: minutesOf(to) })

/** The noise of a channel; nobody is pinged in one that is `closed` to it: direct messages, and those shared with others. */
export const noiseIn = (settings: NoiseSettings, channel: string, isClosed: boolean): ChannelNoise => {
  const own = settings.channels[channel] ?? {}
  const names = isClosed ? [] : (own.groups ?? Object.keys(settings.groups))
  const groups = new Map(names.flatMap((name) => [[name, settings.groups[name] ?? ''] as const]))
  const quiet = own.quiet ?? settings.quiet
  const blind = own.blind ?? settings.blind
  return {
    groups,
    blind: isClosed || blind === undefined ? undefined : settings.groups[blind],
    worseMs: (own.worse ?? settings.worse) * 60_000,
    storm: own.storm ?? settings.storm,
    isQuiet: (at) => quiet !== undefined && quiet !== 'never' && isQuietAt(hoursOf(quiet), quiet.zone, at),
  }
}

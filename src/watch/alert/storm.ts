/** An alert beyond so many within this time makes a storm, which is over when none came for as long. */
const windowMs = 5 * 60_000

/** The alerts that a channel had lately. All of it is JSON. */
export interface Weather {
  /** When the newest of them fired, as many as matter. */
  readonly recent: readonly number[]
  readonly storm?: { readonly since: number; readonly alerts: number }
}

/** Where an alert that fires now goes. */
export type Place =
  /** A message of its own. */
  | 'channel'
  /** The one message of the storm is posted, and the alert is the first in its thread. */
  | 'new storm'
  /** In the thread of the storm, whose message is edited. Only that one pings. */
  | 'storm'

export const calm: Weather = { recent: [] }

const lately = (recent: readonly number[], at: number): readonly number[] => recent.filter((one) => at - one < windowMs)

/** The weather as it is now: a storm ends when no alert came for five minutes. */
export const weatherAt = (weather: Weather, at: number): Weather => {
  const recent = lately(weather.recent, at)
  return weather.storm && recent.length > 0 ? { ...weather, recent } : { recent }
}

/** An alert fires in a channel where so many are messages of their own, at a moment in milliseconds since 1970. */
export const fire = (
  weather: Weather,
  at: number,
  most: number,
): { readonly weather: Weather; readonly place: Place } => {
  const { recent, storm } = weatherAt(weather, at)
  const all = [...recent, at].slice(-most - 1)
  if (storm) return { weather: { recent: all, storm: { ...storm, alerts: storm.alerts + 1 } }, place: 'storm' }
  if (all.length <= most) return { weather: { recent: all }, place: 'channel' }
  return { weather: { recent: all, storm: { since: at, alerts: 1 } }, place: 'new storm' }
}

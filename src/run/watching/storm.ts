import type { Transaction } from 'kysely'
import type { Alarm } from '../../command/answer.ts'
import type { Message } from '../../message/message.ts'
import { clockTime } from '../../message/time.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import { changeWatchState, getWatchState } from '../../store/watch-states.ts'
import { calm, fire, type Weather, weatherAt } from '../../watch/alert/storm.ts'
import type { Context } from '../context.ts'
import { Overtaken } from './overtaken.ts'
import { type Struck, struckBy, struckWords } from './struck.ts'

/** What is remembered of a channel: how many alerts it had lately, and the message of a storm with what is in its thread. */
interface StoredWeather {
  readonly weather: Weather
  readonly post?: string
  readonly alerts?: readonly string[]
  readonly ping?: string
  readonly struck?: Struck
}

/** How many alerts a storm lists by name; the thread has all of them. */
const named = 20

/**
 * Where an alert that is raised now goes: a message of its own, or the thread of the post that this gives, because too many
 * came at once. Throws Overtaken if another replica was quicker.
 */
export const placeInStorm = async (
  { world }: Pick<Context, 'world'>,
  tx: Transaction<Schema>,
  {
    channel,
    name,
    most,
    ping: wanted,
    alarm,
  }: {
    readonly channel: string
    readonly name: string
    /** How many alerts are messages of their own. */
    readonly most: number
    /** The group that the alert pings, if it does: in a storm only the first one pings. */
    readonly ping: string | undefined
    readonly alarm: Alarm | undefined
  },
  now: number,
): Promise<string | undefined> => {
  const key = `weather ${channel}`
  const before = await getWatchState(tx, key)
  const known: StoredWeather = before === undefined ? { weather: calm } : JSON.parse(before)
  const { weather, place } = fire(known.weather, now, most)
  const post = place === 'storm' ? known.post : place === 'new storm' ? world.ids.id() : undefined
  const alerts = place === 'storm' ? [...(known.alerts ?? []), name].slice(0, named) : [name]
  const ping = place === 'storm' ? known.ping : wanted
  const isCalm = weatherAt(known.weather, now).recent.length === 0
  const struck = struckBy(isCalm ? undefined : known.struck, alarm)
  const next: StoredWeather = {
    weather,
    ...(struck && { struck }),
    ...(post !== undefined && { post, alerts, ...(ping !== undefined && { ping }) }),
  }
  if (!(await changeWatchState(tx, key, before, JSON.stringify(next)))) throw new Overtaken()
  if (post === undefined || !weather.storm) return undefined
  await say(tx, { id: post, channel, message: stormMessage(weather.storm, { alerts, most, ping, struck }, now) }, now)
  return post
}

const stormMessage = (
  { since, alerts: many }: NonNullable<Weather['storm']>,
  {
    alerts,
    most,
    ping,
    struck,
  }: {
    readonly alerts: readonly string[]
    readonly most: number
    readonly ping: string | undefined
    readonly struck: Struck | undefined
  },
  now: number,
): Message => {
  const common = struck && struckWords(struck)
  return {
    tone: 'answer',
    ...(ping !== undefined && { ping }),
    title: `STORM: ${many} more ${many === 1 ? 'alert' : 'alerts'} in this thread`,
    lead: `${common === undefined ? '' : `${common} `}Since ${clockTime(since)}.`,
    notes: [
      `Only the first ${most === 1 ? 'alert of a storm is a message of its own' : `${most} alerts of a storm are messages of their own`}. The others are in the thread with their buttons, or share a message there if Slack holds them back.`,
    ],
    lists: [{ title: 'Alerts in the thread', items: alerts, total: many }],
    provenance: { readAt: now, source: 'my watches' },
  }
}

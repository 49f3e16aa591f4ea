import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Message } from 'local-slack'
import { onTestFinished } from 'vitest'
import type { ExportFaultPoint, FaultPoint, OutboxFaultPoint } from '../../src/world.ts'
import { setSlackScene } from '../scene.ts'
import type { Way } from '../slack/scene.ts'
import type { Engine } from '../store/engines.ts'
import { startSlackChild } from './children.ts'
import type { Place } from './replica.ts'
import { openBot } from './slack-bot.ts'
import { sharedTime } from './time.ts'

const nothing = { at: async () => {} }
/** How often it is looked whether something has come, 20 ms apart. */
const looks = 500

/** The way that goes with an engine: neither knows of the other, so that both are had with half the tests. */
const wayOf = ({ name }: Engine): Way => (name === 'sqlite' ? 'http' : 'socket')

/** A Slack, a Rudder and a database that outlive the bots: one in another process to be killed, and whoever comes after. */
export const startSlackScene = async (engine: Engine, stopAt?: FaultPoint | OutboxFaultPoint | ExportFaultPoint) => {
  const start = Date.UTC(2026, 10, 1, 9)
  let now = () => start
  const around = { now: () => now() }
  const { play, rudder, slack, database, env } = await setSlackScene(engine, around, { retryMs: [] })
  const time = sharedTime(join(play.folder, 'time'), start)
  now = time.now
  const http = { SLACK_SIGNING_SECRET: slack.signingSecret }
  /** Where one more bot finds everything; its sockets are told by its own token. */
  const placeFor = (appToken: string): Place => {
    const key = wayOf(engine) === 'http' ? http : { SLACK_APP_TOKEN: appToken }
    return { env: { ...env, ...key }, folder: play.folder, database, time: time.file }
  }
  const first = slack.mintAppToken()
  const place = placeFor(first)
  const child = startSlackChild({ place, ...(stopAt && { stopAt }) })
  await child.says('ready')
  const url = child.said.find((line) => line.startsWith('listens '))?.slice('listens '.length)
  slack.deliverTo(wayOf(engine) === 'http' ? `${url}/slack/events` : first)

  /** Waits until something is there. */
  const comes = async <T>(what: string, find: () => T | undefined | false): Promise<T> => {
    for (let n = 0; n < looks; n++) {
      const found = find()
      if (found !== undefined && found !== false) return found
      await setTimeout(20)
    }
    throw new Error(`${what} never came`)
  }
  const says = (text: string, channel = 'ops') =>
    comes(`“${text}”`, () => slack.seen(channel).find((message) => message.text.includes(text)))
  return {
    slack,
    time,
    rudder,
    child,
    comes,
    /** The message in a channel that says this, once there is one. */
    says,
    /** What a message says now. */
    now: ({ channel, ts }: Message) => slack.seen(channel).find((message) => message.ts === ts)?.text ?? '',
    /** Somebody presses the button that was pressed first, on a screen that has not changed since. */
    pressOld: async (who: string) => {
      const [press] = slack.deliveries.filter(({ kind }) => kind === 'action')
      if (!press) throw new Error('nothing was pressed')
      const payload = JSON.parse(new URLSearchParams(press.body).get('payload') ?? '')
      const again = { ...payload, user: { ...payload.user, id: slack.users[who] }, trigger_id: `old.${who}` }
      await slack.again(press, { body: `${new URLSearchParams({ payload: JSON.stringify(again) })}`, resign: true })
    },
    /** From here on the child stops for good where it was told to. */
    arm: async () => {
      child.resume()
      await child.says('armed')
    },
    /** The child comes to its point, and is killed there. */
    killed: async () => {
      await child.says(`at ${stopAt}`)
      await child.kill()
    },
    /** Another bot on the same database, in this process; Slack delivers to it from now on. */
    restart: async () => {
      const token = slack.mintAppToken()
      const bot = await openBot(placeFor(token), nothing)
      onTestFinished(() => bot.stop())
      slack.deliverTo(bot.open ? `${bot.open.url}/slack/events` : token)
      return bot
    },
    writes: () => rudder.requests.filter(({ method }) => method !== 'GET').length,
    enabled: () => rudder.state.rules.find(({ displayName }) => displayName === 'SSH hardening')?.enabled === true,
  }
}

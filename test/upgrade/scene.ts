import { setTimeout as rest } from 'node:timers/promises'
import { Kysely } from 'kysely'
import type { Message } from 'local-slack'
import { onTestFinished } from 'vitest'
import { postgresEngine } from '../../src/store/postgres.ts'
import type { Schema } from '../../src/store/schema.ts'
import { setSlackScene } from '../scene.ts'
import { emptyDatabase } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { type BotProcess, startProcess } from './process.ts'
import type { Revision } from './revision.ts'

/** Settings that every version understands: a scope that only the newer one knows would stop the one before. */
const settings = (url: string) => `
connections:
  rudder/prod:
    url: ${url}
    tokens:
      - { name: reader, secret: "env:PLAY_PROD_READ", scopes: ["rudder:*:read"] }
      - { name: writer, secret: "env:PLAY_PROD_WRITE", scopes: ["rudder:rules:write"] }
groups:
  - name: rudder-operators
    description: They enable and disable rules.
    owner: marc@acme.example
    api_scopes: ["rudder:*:read", "rudder:rules:write"]
    includes: [ana@acme.example, marc@acme.example]
identity:
  domains: [acme.example]
`

/** A Slack, a Rudder and a PostgreSQL in real time, and bots of any version on them. */
export const startScene = async () => {
  const database = await emptyDatabase('postgres')
  onTestFinished(() => database.drop())
  const around = await setSlackScene({ fresh: async () => database }, {}, { retryMs: [] })
  const { play, rudder, slack } = around
  around.rewrite(() => settings(rudder.url))
  const url = database.settings.url ?? ''
  const { dialect } = postgresEngine(() => url, testWorld().log)
  const db = new Kysely<Schema>({ dialect })
  onTestFinished(() => db.destroy())
  const env = {
    ...around.env,
    DATABASE_URL: url,
    COXSWAIN_AUDIT_KEY: 'an audit key that two versions share',
    SLACK_SIGNING_SECRET: slack.signingSecret,
  }
  /** Waits, in real time, until something is there. */
  const comes = async <T>(what: string, find: () => T | undefined | false): Promise<T> => {
    for (let n = 0; n < 900; n++) {
      const found = find()
      if (found !== undefined && found !== false) return found
      await rest(50)
    }
    throw new Error(`${what} never came; seen: ${slack.seen('ops').map(({ text }) => text)}`)
  }
  const now = ({ channel, ts }: Pick<Message, 'channel' | 'ts'>) => slack.seen(channel).find((one) => one.ts === ts)
  return {
    slack,
    db,
    database,
    rudder,
    comes,
    now,
    start: (version: Revision): Promise<BotProcess> => startProcess(version, play.folder, env),
    /** Somebody types a line, and it is delivered to this bot; resolves with the message that answers in the channel. */
    asks: async (at: BotProcess, who: string, line: string, says: string): Promise<Message> => {
      const before = slack.seen('ops').length
      slack.deliverTo(at.url)
      await slack.type(who, 'ops', line)
      return comes(says, () =>
        slack
          .seen('ops')
          .slice(before)
          .find(({ text }) => text.includes(says)),
      )
    },
    /** Somebody presses a button, and it is delivered to this bot; resolves when the message says so. */
    presses: async (at: BotProcess, who: string, message: Message, button: string, says: RegExp): Promise<Message> => {
      slack.deliverTo(at.url)
      await slack.press(who, message, button)
      return comes(`${says}`, () => {
        const found = now(message)
        return found && says.test(found.text) ? found : undefined
      })
    },
  }
}

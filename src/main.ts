import { type App, createApp, type Overrides } from './app.ts'
import type { Config } from './config.ts'
import { UserError } from './errors.ts'
import { type Listener, serve } from './serve.ts'
import { createSlack, type Slack } from './slack/slack.ts'
import { operatorPages } from './telemetry/health.ts'

/** The bot as a process that stays up. */
export interface Running {
  readonly app: App
  readonly slack: Slack
  /** Where Slack's requests are taken, at `/slack/events`; absent in Socket Mode. */
  readonly open?: Listener
  /** Where `/healthz`, `/readyz` and `/metrics` are. */
  readonly ops: Listener
  /** Rejects with a UserError where Slack does not accept the token; resolves at the end. */
  readonly ended: Promise<void>
  /** Takes nothing more, brings what is under way to its end, lets go of everything. */
  stop(): Promise<void>
}

/** Starts the bot with its listeners and loops. Throws UserError where something is missing or taken. */
export const start = async (config: Config, overrides: Overrides = {}): Promise<Running> => {
  if (!config.slack)
    throw new UserError(
      'Slack is not set up: SLACK_BOT_TOKEN and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET are missing. `coxswain init` helps, and docs/slack.md says where to find them.',
    )
  const app = await createApp(config, overrides)
  const { words, shared, identity } = config
  const { slack, means } = createSlack(app.means, {
    ...{ ...config.slack, proxyTo: config.proxyTo, words, shared },
    guests: identity.guests,
  })
  const waiting = async () => {
    const isOpen = await means.store.db
      .selectFrom('audit_head')
      .select('seq')
      .executeTakeFirst()
      .then(
        () => true,
        () => false,
      )
    const slackWaits = slack.waits()
    return [...(slackWaits === undefined ? [] : [slackWaits]), ...(isOpen ? [] : ['the database does not answer'])]
  }
  const open = slack.handle && { '/slack/events': slack.handle }
  const paths = { ...(open && { open }), ops: operatorPages(app.meter, waiting) }
  const listeners = await serve(config.listen, paths).catch(async (error: unknown) => {
    await app.close()
    throw error
  })
  const stopping = new AbortController()
  const ended = slack.run(stopping.signal)
  // Whoever waits for the end hears of it; until then it is not unheard.
  ended.catch(() => {})
  means.world.log.info('started', { open: listeners.open?.url, ops: listeners.ops.url })
  return {
    app,
    slack,
    ...listeners,
    ended,
    stop: async () => {
      slack.abandon()
      // One after the other: what is acknowledged last is worked on as well.
      await listeners.open?.close()
      await slack.leave()
      await slack.drain()
      stopping.abort()
      await ended.catch(() => {})
      await slack.outbox.deliver().catch(() => {})
      await listeners.ops.close()
      await slack.close()
      await app.close()
    },
  }
}

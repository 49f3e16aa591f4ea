import { type App, createApp, namedIn, type Overrides } from './app.ts'
import type { Config } from './config.ts'
import { UserError } from './errors.ts'
import { createJobs } from './jobs/jobs.ts'
import type { Timetable } from './jobs/timetable.ts'
import { diskSamples } from './main/disk.ts'
import { restartFor } from './main/restart-for.ts'
import { createWaiting } from './main/waiting.ts'
import { checkupSoon } from './run/doctor/checkup.ts'
import { refuseExcess } from './run/doctor/strict.ts'
import { createGauges } from './run/gauges.ts'
import { overlay } from './run/live.ts'
import { type Listener, serve } from './serve.ts'
import { slackChecks } from './slack/check/check.ts'
import { createNetwork } from './slack/network.ts'
import { createSlack, type Slack } from './slack/slack.ts'
import { operatorPages } from './telemetry/health.ts'
import { createPulse } from './telemetry/pulse.ts'
import type { Sample } from './world.ts'

/** How long a heartbeat may take, in milliseconds. */
const beatMs = 10_000

/** The bot as a process that stays up. */
export interface Running {
  readonly app: App
  readonly slack: Slack
  readonly jobs: Pick<Timetable, 'tick'>
  /** Where Slack's requests are taken, at `/slack/events`; absent in Socket Mode. */
  readonly open?: Listener
  /** Where `/healthz`, `/readyz` and `/metrics` are. */
  readonly ops: Listener
  /** Rejects with a UserError if Slack does not accept the token; resolves at the end. */
  readonly ended: Promise<void>
  /**
   * Goes on by these settings; names those that count only from the next start on. Throws UserError, and goes on by the ones
   * before, if they can't be used.
   */
  reload(config: Config): Promise<readonly string[]>
  /** Not ready any more, so that deliveries go elsewhere; those that still come are taken. */
  retire(): void
  /** Accepts nothing more, finishes the work in progress, and closes everything. */
  stop(): Promise<void>
}

/** Starts the bot with its listeners and loops. Throws UserError if something is missing or taken. */
export const start = async (config: Config, overrides: Overrides = {}): Promise<Running> => {
  if (!config.slack)
    throw new UserError(
      `Slack is not set up: ${config.slackUnset}. Set SLACK_BOT_TOKEN, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET; docs/slack.md says where to find them.`,
    )
  const app = await createApp(config, overrides)
  const { words, shared, identity, delivery } = config
  const { world } = app.context
  if (config.doctor === 'strict')
    await refuseExcess(app.context.connections, world).catch(async (error: unknown) => {
      await app.close()
      throw error
    })
  const pulse = createPulse(world.clock)
  const network = createNetwork(config.proxyTo)
  const settings = { ...config.slack, network, words, shared, guests: identity.guests, delivery }
  let now = config
  const checked = overlay(app.context, {
    get checks() {
      return [...app.context.checks, ...slackChecks(settings, namedIn(now), world)]
    },
  })
  const { slack, context } = createSlack(checked, settings, () => pulse.turned('outbox'))
  let isStopping = false
  const waiting = createWaiting({ context, slackWaits: slack.waits, isStopping: () => isStopping })
  const gauges = createGauges(context)
  const samples = async (): Promise<readonly Sample[]> => [
    ...(await gauges()),
    { figure: 'slackReady', labels: {}, value: slack.isReady() ? 1 : 0 },
    ...diskSamples(config.store),
    ...pulse.ages().map(({ loop, ms }): Sample => ({ figure: 'loopAge', labels: { loop }, value: ms / 1000 })),
  ]
  const ops = operatorPages({ meter: app.meter, pulse, waiting, samples })
  const open = slack.handle && { '/slack/events': slack.handle }
  const paths = { ...(open && { open }), ops }
  await checkupSoon(context).catch((error: unknown) => world.log.warn('checkup', {}, error))
  const listeners = await serve(config.listen, paths, { clock: world.clock, ousted: slack.turnedAway }).catch(
    async (error: unknown) => {
      await network.close()
      await app.close()
      throw error
    },
  )
  const stopping = new AbortController()
  const ended = slack.run(stopping.signal)
  // The caller that waits for the end gets the error; until then it must not count as unhandled.
  ended.catch(() => {})
  const { retention, operators } = config
  const beat = () => {
    const { heartbeat } = now
    return heartbeat && (async () => network.call(heartbeat, beatMs))
  }
  const jobs = createJobs(context, slack, { retention, operators, beat, watches: () => now.watches }, pulse.turned)
  const worked = jobs.run(stopping.signal)
  const slackAt = listeners.open ? `${listeners.open.url}/slack/events` : 'socket'
  world.log.info('started', {
    slack: slackAt,
    ops: listeners.ops.url,
    engine: context.store.engine,
    node: context.program.node,
  })
  return {
    app,
    slack,
    jobs,
    ...listeners,
    ended,
    reload: async (next) => {
      await app.reload(next)
      now = next
      return restartFor(config, next)
    },
    retire: () => {
      isStopping = true
    },
    stop: async () => {
      isStopping = true
      slack.abandon()
      // One after the other: what is acknowledged last is worked on as well.
      await listeners.open?.close()
      await slack.leave()
      await slack.drain()
      stopping.abort()
      await ended.catch(() => {})
      await worked
      await slack.outbox.deliver().catch(() => {})
      await listeners.ops.close()
      await network.close()
      await app.close()
    },
  }
}

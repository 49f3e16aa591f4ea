import { UserError } from '../errors.ts'
import type { Job } from '../jobs/job.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { createOutbox, type Outbox } from '../outbox/outbox.ts'
import type { Context } from '../run/context.ts'
import { overlay } from '../run/live.ts'
import { presentReply } from '../run/settle.ts'
import type { Run } from '../store/runs.ts'
import { createTurns } from '../turns.ts'
import type { Secret } from '../vault/secret.ts'
import { drop } from './admit.ts'
import { createCall } from './call.ts'
import { createFind } from './find-post.ts'
import { slackJobs } from './jobs.ts'
import { listen } from './listen.ts'
import { createOnLost } from './lost.ts'
import { createMemberships } from './membership.ts'
import { createNames } from './names.ts'
import type { Network } from './network.ts'
import { createPeople } from './people.ts'
import { createPoster } from './post.ts'
import { tellDeadExports } from './press-csv.ts'
import { createReaders } from './readers.ts'
import { createRender } from './render.ts'
import { createRespond } from './respond.ts'
import { createRoute } from './route.ts'
import { createSkew } from './skew.ts'
import { createStanding } from './standing.ts'
import { createStrangers, type Strangers } from './strangers.ts'
import { takeUp } from './take-up.ts'
import type { SlashPrefixes } from './typed.ts'
import { createUpload } from './upload.ts'
import { createWay, type Way, type WayKey } from './way.ts'
import { identify, type Workspace } from './workspace.ts'

/** What Slack's side of the bot is built from. */
export interface SlackSettings {
  readonly botToken: Secret
  /** For the one way in which Slack's payloads arrive. */
  readonly key: WayKey
  readonly apiUrl: string
  readonly network: Network
  readonly words: SlashPrefixes
  /** Shared channels in which it answers. */
  readonly shared: readonly string[]
  readonly guests: boolean
  /** What becomes of a message of which Slack doesn't say whether it arrived. */
  readonly delivery: Delivery['how']
}

/** The bot in Slack. */
export interface Slack {
  /** For the public listener, at `/slack/events`; absent in Socket Mode, if there is none. */
  readonly handle?: Way['handle']
  readonly outbox: Outbox
  /** Counts a connection of the public listener that was closed to make room for others. */
  readonly turnedAway: Strangers['note']
  /** Why nothing can be received from Slack now; undefined if it can. */
  waits(): string | undefined
  /** True once Slack has identified the bot and its messages can arrive. */
  isReady(): boolean
  /** Goes on with a run of a process that is gone, in the background. */
  takeUp(run: Run): void
  /** Its jobs. */
  readonly jobs: readonly Job[]
  /**
   * Asks Slack who the bot is, then receives and delivers until the signal is aborted. Throws UserError if the token is
   * invalid.
   */
  run(signal: AbortSignal): Promise<void>
  /** Ends the reads in progress and notifies their people. Writes go on. */
  abandon(): void
  /** Receives nothing more from a socket, and closes it. */
  leave(): Promise<void>
  /** Resolves when what was acknowledged has been answered and stored. */
  drain(): Promise<void>
}

const askAgainMs = 5_000

/**
 * Puts Slack's side of the bot together; `means` is given the people that it knows. `turned` is called at each turn of the
 * outbox.
 */
export const createSlack = (
  given: Context,
  settings: SlackSettings,
  turned: () => void = () => {},
): { readonly slack: Slack; readonly context: Context } => {
  const { world, store } = given
  const { words } = settings
  const { apiUrl, key, network } = settings
  const skew = createSkew(world)
  const strangers = createStrangers(world)
  const call = createCall({ token: settings.botToken, apiUrl, network }, world, skew.heard)
  let workspace: Workspace | undefined
  const people = createPeople({ call, clock: world.clock }, () => workspace, settings)
  const places = createMemberships({ call, clock: world.clock }, settings.shared)
  const names = createNames({ call, clock: world.clock })
  const context: Context = overlay(given, {
    people: {
      ...people,
      ...createReaders(call),
      standing: createStanding({ call, clock: world.clock }, places),
      channelName: async (channel) => {
        const name = (await names.of([channel])).get(channel)
        return name && `#${name}`
      },
    },
  })
  const draw = createRender(words, () => workspace)
  const outbox = createOutbox({
    store,
    world,
    replica: given.replica,
    poster: createPoster(call, places, settings.delivery === 'lookup'),
    delivery:
      settings.delivery === 'lookup'
        ? { how: 'lookup', find: createFind(call, () => workspace?.bot) }
        : { how: settings.delivery },
    present: async (proposal) => (await presentReply(context, proposal)).message,
    draw,
    onLost: createOnLost(context, places),
    turned,
  })
  const isKnown = () => workspace !== undefined
  const respond = createRespond(apiUrl, network, world)
  const ending = new AbortController()
  const live = new Map<string, AbortController>()
  const takenUp = new Set<Promise<void>>()
  const slack = {
    admissions: createTurns({ atOnce: 2, each: 1 }),
    upload: createUpload({ call, network, apiUrl, metrics: world.metrics }),
    live,
    context,
    call,
    respond,
    people,
    places,
    names,
    outbox,
    words,
    render: draw,
    ending: ending.signal,
    workspace: () => workspace,
  }
  const turnedAway: Strangers['note'] = (why) => {
    if (why === 'time') skew.doubt()
    strangers.note(why)
  }
  const way = createWay({ key, apiUrl, network, world, drop: (why) => drop(slack, why), turnedAway, isKnown })
  // What arrives on a socket has no timestamp, so it can't be refused for a wrong one.
  const cannot = () => way.waits() ?? (way.handle && skew.says())
  let unknown = 'Slack has not answered yet'
  const waits = () => (isKnown() ? cannot() : unknown)
  const listening = listen(way.receiver, createRoute(slack), world.log)

  return {
    context,
    slack: {
      ...(way.handle && { handle: way.handle }),
      outbox,
      turnedAway,
      waits,
      isReady: () => waits() === undefined,
      takeUp: (run) => {
        const work = takeUp(slack, run).finally(() => takenUp.delete(work))
        takenUp.add(work)
      },
      jobs: slackJobs({ call, live, skew, store, strangers, world, tellDeadExports: () => tellDeadExports(slack) }),
      run: async (signal) => {
        for (;;) {
          const found = await identify(call).catch((error: unknown) => {
            // Until the process ends, the readiness check says why it never will be ready.
            if (error instanceof UserError) unknown = error.message
            throw error
          })
          if ('workspace' in found) workspace = found.workspace
          if (workspace || signal.aborted) break
          if ('why' in found) {
            unknown = `Slack has not answered yet: ${found.why}`
            world.log.warn('slack.waiting', found)
          }
          await world.clock.sleep(askAgainMs, signal).catch(() => {})
        }
        await together([way.run, outbox.run], signal)
      },
      abandon: () => ending.abort(new UserError('The bot is being stopped. Ask again in a minute.')),
      drain: async () => {
        await way.drain()
        await listening.drain()
        await Promise.all(takenUp)
      },
      leave: async () => {
        await way.leave()
        strangers.tell('now')
      },
    },
  }
}

/** Runs all of them until they end; if one fails, the others are ended before the error is passed on. */
const together = async (all: readonly ((signal: AbortSignal) => Promise<void>)[], signal: AbortSignal) => {
  const failed = new AbortController()
  const until = AbortSignal.any([signal, failed.signal])
  const running = all.map((one) => one(until))
  try {
    await Promise.all(running)
  } finally {
    failed.abort()
    await Promise.allSettled(running)
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { UserError } from '../errors.ts'
import { createOutbox, type Outbox } from '../outbox/outbox.ts'
import type { Means } from '../run/means.ts'
import { presentReply } from '../run/settle.ts'
import { sweep } from '../run/sweep.ts'
import { forget } from '../store/forget.ts'
import { endLeases, renewRuns } from '../store/runs.ts'
import type { Secret } from '../vault/secret.ts'
import { drop } from './admit.ts'
import { createCall } from './call.ts'
import { tellDeadRuns } from './dead-runs.ts'
import type { Words } from './face.ts'
import { listen } from './listen.ts'
import { createOnLost } from './lost.ts'
import { createPeople } from './people.ts'
import { createPlaces } from './places.ts'
import { createPoster } from './post.ts'
import { createReception } from './receive.ts'
import { createRender } from './render.ts'
import { createRespond } from './respond.ts'
import { createRoute } from './route.ts'
import { identify, type Workspace } from './workspace.ts'

/** What Slack's side of the bot is made with. */
export interface SlackSettings {
  readonly botToken: Secret
  readonly signingSecret: Secret
  readonly apiUrl: string
  readonly words: Words
  /** Shared channels in which it answers. */
  readonly shared: readonly string[]
  readonly guests: boolean
}

/** The bot in Slack. */
export interface Slack {
  /** For the public listener, at `/slack/events`. */
  handle(request: IncomingMessage, response: ServerResponse): void
  readonly outbox: Outbox
  /** True once Slack has said who we are. */
  isReady(): boolean
  /** Everything that time brings, once: expiry, lost runs, what is to be forgotten. */
  tick(): Promise<void>
  /** Finds out who we are, then ticks and delivers until the signal is aborted. Throws UserError where the token is no good. */
  run(signal: AbortSignal): Promise<void>
  /** Ends the reads under way; their people are told. What is being written goes on. */
  abandon(): void
  /** Resolves when what was acknowledged has been answered and stored. */
  drain(): Promise<void>
}

const tickMs = 5_000
const askAgainMs = 5_000
const forgetMs = 60 * 60_000

/** Puts Slack's side of the bot together; `means` is given the people that it knows. */
export const createSlack = (
  given: Means,
  settings: SlackSettings,
): { readonly slack: Slack; readonly means: Means } => {
  const { world, store } = given
  const { words } = settings
  const call = createCall(settings, world)
  let workspace: Workspace | undefined
  const people = createPeople({ call, clock: world.clock }, () => workspace, settings)
  const places = createPlaces({ call, clock: world.clock }, settings.shared)
  const means: Means = { ...given, people }
  const draw = createRender(words)
  const outbox = createOutbox({
    store,
    world,
    replica: given.replica,
    poster: createPoster(call, places),
    present: async (proposal) => (await presentReply(means, proposal)).message,
    draw,
    onLost: createOnLost(means, places),
  })
  const respond = createRespond(settings.apiUrl, world)
  const ending = new AbortController()
  const live = new Set<string>()
  const face = {
    ...{ live, means, call, respond, people, places, outbox, words, render: draw },
    ...{ ending: ending.signal, workspace: () => workspace },
  }
  const reception = createReception({
    signingSecret: settings.signingSecret,
    clock: world.clock,
    metrics: world.metrics,
    drop: (why) => drop(face, why),
    isReady: () => workspace !== undefined,
  })
  const listening = listen(reception.receiver, createRoute(face), world.log)
  let forgotten = 0

  const one = (work: Promise<void>) => work.catch((error: unknown) => world.log.error('tick', {}, error))
  const swept = async (): Promise<void> => {
    await one(sweep(means))
    outbox.kick()
  }
  const beat = async (): Promise<void> => {
    const now = world.clock.now()
    await one(renewRuns(store.db, [...live], now))
    await one(tellDeadRuns(means))
    if (now - forgotten >= forgetMs) {
      forgotten = now
      await one(forget(store, now))
    }
    outbox.kick()
  }

  const every = async (work: () => Promise<void>, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await work()
      await world.clock.sleep(tickMs, signal).catch(() => {})
    }
  }

  return {
    means,
    slack: {
      handle: reception.handle,
      outbox,
      isReady: () => workspace !== undefined,
      tick: async () => {
        await swept()
        await beat()
      },
      run: async (signal) => {
        // Only one bot works on a SQLite file: what was open when it starts is nobody's any more.
        if (store.engine === 'sqlite') await one(endLeases(store.db))
        for (;;) {
          workspace = await identify(call)
          if (workspace || signal.aborted) break
          world.log.warn('slack.waiting')
          await world.clock.sleep(askAgainMs, signal).catch(() => {})
        }
        // A sweep looks at systems that may not answer; others must not think meanwhile that this process is gone.
        await Promise.all([every(swept, signal), every(beat, signal), outbox.run(signal)])
      },
      abandon: () => ending.abort(new UserError('The bot is being stopped. Ask again in a minute.')),
      drain: async () => {
        await reception.drain()
        await listening.drain()
      },
    },
  }
}

import { setTimeout } from 'node:timers/promises'
import { noFaults, type RudderFaults } from 'local-rudder'
import type { SlackFault } from 'local-slack'
import type { Town } from '../bench/town.ts'
import type { Server } from '../store/server.ts'
import type { Chance } from './chance.ts'
import type { Replicas } from './replicas.ts'

/** What can go wrong, for some seconds. */
export interface Trouble {
  readonly name: string
  /** Begins it, and ends it after so many milliseconds. */
  run(ms: number): Promise<void>
}

/** What troubles are made with. */
export interface Parts {
  readonly town: Town
  readonly server: Server
  readonly replicas: Replicas
}

const rudderTroubles: Readonly<Record<string, Partial<RudderFaults>>> = {
  'Rudder down': { down: true },
  'Rudder starting': { starting: true },
  'Rudder slow': { slow: 1_500 },
  'Rudder takes no writes': { fail503Writes: true },
  'Rudder changes and does not say so': { losesAnswer: { commit: 'now' } },
  'Rudder changes late and does not say so': { losesAnswer: { commit: { afterMs: 3_000 } } },
  'Rudder loses writes': { losesAnswer: { commit: 'never' } },
  'Rudder cuts its answers': { cutBody: true },
}

const posts = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'response'] as const
const people = ['users.info', 'conversations.info'] as const
const every = (methods: readonly string[], fault: Omit<SlackFault, 'method'>): SlackFault[] =>
  methods.map((method) => ({ method, ...fault }))

const slackTroubles: Readonly<Record<string, readonly SlackFault[]>> = {
  'Slack 429': every(posts, { how: 'limited', retryAfter: 2 }),
  'Slack 503': every([...posts, ...people], { how: 'down' }),
  'Slack internal_error': every(posts, { how: 'error', error: 'internal_error' }),
  'Slack loses answers': every(['chat.postMessage', 'chat.update'], { how: 'lost', times: 3 }),
  'Slack drops calls': every(posts, { how: 'dropped', times: 3 }),
  'Slack slow': every(posts, { how: 'slow', ms: 2_500 }),
  'Slack edits late': every(['chat.update'], { how: 'stray', ms: 4_000, times: 2 }),
  'Slack knows nobody': every(people, { how: 'down' }),
}

/** Every trouble there is. */
export const troublesOf = ({ town, server, replicas }: Parts): readonly Trouble[] => {
  const { faults } = town.play.rudder.prod
  return [
    ...Object.entries(rudderTroubles).map(
      ([name, fault]): Trouble => ({
        name,
        run: async (ms) => {
          Object.assign(faults, noFaults(), fault)
          await setTimeout(ms)
          Object.assign(faults, noFaults())
        },
      }),
    ),
    ...Object.entries(slackTroubles).map(
      ([name, some]): Trouble => ({
        name,
        run: async (ms) => {
          for (const one of some) town.slack.faults.add(one)
          await setTimeout(ms)
          town.slack.faults.clear()
        },
      }),
    ),
    ...[0, 3].map(
      (longer): Trouble => ({
        name: longer ? 'PostgreSQL away' : 'PostgreSQL restarted',
        run: async (ms) => {
          await server.halt()
          await setTimeout(longer * ms)
          await server.resume()
        },
      }),
    ),
    // The first lives to the end: whether it stays as it was is what the soak is for.
    ...(['kill', 'stop'] as const).map(
      (how): Trouble => ({
        name: how === 'kill' ? 'replica killed' : 'replica replaced',
        run: async () => {
          await replicas[how](1)
          await setTimeout(1_000)
          await replicas.replace(1)
        },
      }),
    ),
  ]
}

/** Lets every trouble happen in turn until the signal is aborted, with some quiet between; gives what happened. */
export const rage = async (
  troubles: readonly Trouble[],
  { chance, signal, quietMs }: { readonly chance: Chance; readonly signal: AbortSignal; readonly quietMs: number },
): Promise<readonly string[]> => {
  const happened: string[] = []
  while (!signal.aborted) {
    for (const trouble of chance.shuffled(troubles)) {
      await setTimeout(quietMs * (0.5 + chance.next()), undefined, { signal }).catch(() => {})
      if (signal.aborted) break
      happened.push(trouble.name)
      await trouble.run(1_500 + chance.below(4_000))
    }
  }
  return happened
}

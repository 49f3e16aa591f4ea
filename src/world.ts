/** Milliseconds since 1970, and a wait that a test can advance. */
export interface Clock {
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Randomness: opaque 128-bit ids as 26 characters of Crockford base 32, and raw bytes. */
export interface Ids {
  id(): string
  bytes(length: number): Uint8Array
}

/** Values that a log line may carry: an allow-list by type; errors go through `telemetry/log.ts`. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields, error?: unknown): void
  error(event: string, fields?: LogFields, error?: unknown): void
}

/** How the run of a line can end. */
export const endings = ['done', 'failed', 'usage', 'not confirmed', 'refused', 'unknown'] as const

/** What is counted and timed, each label with its closed set of values; `command` is the name of one that was loaded. */
export const figures = {
  commands: { command: 'name', ending: endings },
  presses: {
    button: ['confirm', 'remind', 'cancel', 'undo', 'next', 'reason'],
    ending: endings,
  },
  dropped: {
    why: [
      'signature',
      'time',
      'size',
      'malformed',
      'method',
      'repeat',
      'workspace',
      'app',
      'bot',
      'kind',
      'starting',
      'stopping',
    ],
  },
  slackCalls: {
    method: [
      'apps.connections.open',
      'auth.test',
      'bots.info',
      'users.info',
      'conversations.info',
      'chat.postMessage',
      'chat.postEphemeral',
      'chat.update',
      'views.open',
      'response',
    ],
    answered: ['sent', 'limited', 'refused', 'unsent', 'unsure'],
  },
  postsLost: { why: ['unsure', 'refused', 'late'] },
  ack: { kind: ['command', 'press', 'submission', 'event'] },
  answer: { kind: ['command', 'press', 'submission', 'event'] },
} as const

type Figures = typeof figures
type Value<V> = V extends readonly string[] ? V[number] : string

/** The labels of one figure. */
export type Labels<N extends keyof Figures> = { readonly [L in keyof Figures[N]]: Value<Figures[N][L]> }

/** Where figures go; never throws. */
export interface Metrics {
  count<N extends 'commands' | 'presses' | 'dropped' | 'slackCalls' | 'postsLost'>(name: N, labels: Labels<N>): void
  time<N extends 'ack' | 'answer'>(name: N, seconds: number, labels: Labels<N>): void
}

/** Every await between a claim and its outcome has a name here, so that a test can stop there. */
export const faultPoints = [
  'claim:before',
  'claim:committed',
  'sending:before',
  'sending:committed',
  'request:before',
  'request:after',
  'look:before',
  'look:after',
  'outcome:before',
  'outcome:committed',
] as const
export type FaultPoint = (typeof faultPoints)[number]

/** The same around one message to Slack: held and not sent yet; sent and not recorded yet. */
export const outboxFaultPoints = ['post:before', 'post:sent', 'edit:before', 'edit:sent'] as const
export type OutboxFaultPoint = (typeof outboxFaultPoints)[number]

export interface Faults {
  at(point: FaultPoint | OutboxFaultPoint): Promise<void>
}

/** Tells whether the caller is inside a store transaction; the transport refuses to send from one. */
export interface TransactionMark {
  run<T>(work: () => Promise<T>): Promise<T>
  active(): boolean
}

/** Everything that a test replaces: passed down as an argument, never imported. */
export interface World {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly metrics: Metrics
  readonly faults: Faults
  readonly transaction: TransactionMark
}

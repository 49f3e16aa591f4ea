import { systemErrorKinds } from './errors.ts'

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

/**
 * Values that a log line may carry: an allow-list by type, and not under the line's own names; errors go through
 * `telemetry/log.ts`.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>> & {
  readonly [own in 'level' | 'time' | 'msg' | 'version' | 'replica']?: never
}

/** Events with fields: one line each. */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields, error?: unknown): void
  error(event: string, fields?: LogFields, error?: unknown): void
  /** Every line that `work` and whatever it awaits writes has these fields too, and no other line has. */
  during<T>(fields: LogFields, work: () => T): T
}

/** How the run of a line can end. */
export const endings = ['done', 'failed', 'usage', 'not confirmed', 'refused', 'unknown'] as const

/** The loops of a bot that stays up; each turns every few seconds. */
export const loops = ['sweep', 'beat', 'outbox'] as const
export type Loop = (typeof loops)[number]

/**
 * Every figure with its labels, and the closed set of each label's values. A word in place of a set names one that is
 * known when the process starts: the commands that were loaded, the connections, tokens and scopes of the settings.
 */
export const figures = {
  commands: { command: 'command', ending: endings },
  presses: {
    button: [
      'confirm',
      'remind',
      'cancel',
      'undo',
      'again',
      'next',
      'form',
      'page',
      'csv',
      'share',
      'key',
      'stop',
      'on-it',
      'snooze',
      'snooze-to-morning',
      'watch-test',
      'watch-change',
      'watch',
    ],
    ending: endings,
  },
  dropped: {
    why: [
      'signature',
      'time',
      'size',
      'type',
      'malformed',
      'method',
      'crowd',
      'slow',
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
      'users.lookupByEmail',
      'conversations.info',
      'conversations.members',
      'conversations.history',
      'conversations.replies',
      'users.conversations',
      'chat.postMessage',
      'chat.postEphemeral',
      'chat.update',
      'views.open',
      'files.getUploadURLExternal',
      'files.completeUploadExternal',
      'upload',
      'response',
    ],
    answered: ['sent', 'limited', 'refused', 'unsent', 'unsure'],
  },
  postsLost: { why: ['unsure', 'refused', 'late'] },
  postsCoalesced: {},
  postsRepeated: {},
  systemCalls: { connection: 'connection', scope: 'scope', outcome: ['done', ...systemErrorKinds, 'stopped'] },
  databaseRefusals: { why: ['away', 'full', 'read-only'] },
  ack: { kind: ['command', 'press', 'submission', 'event'] },
  answer: { kind: ['command', 'press', 'submission', 'event'] },
  systemCall: { connection: 'connection' },
  build: { version: 'version', node: 'node', engine: ['sqlite', 'postgres'] },
  slackReady: {},
  loopAge: { loop: loops },
  databaseUp: {},
  databaseWritable: {},
  databaseAnswer: {},
  replicas: {},
  outboxWaiting: { action: ['post', 'edit', 'tell'] },
  outboxOldest: {},
  watchLastSuccess: {},
  watchNext: {},
  proposals: { stage: ['pending', 'claimed', 'sending', 'unknown'] },
  auditRows: {},
  auditAge: {},
  locked: { connection: 'connection' },
  breakerOpen: { connection: 'connection' },
  connectionAnswered: { connection: 'connection' },
  tokenLeft: { connection: 'connection', token: 'token' },
  findings: { level: ['ok', 'warning', 'wrong'] },
  checkupAge: {},
  backupAge: {},
  diskFree: {},
  diskSize: {},
} as const

type Figures = typeof figures
type Value<V> = V extends readonly string[] ? V[number] : string

/** The labels of one figure. */
export type Labels<N extends keyof Figures> = { readonly [L in keyof Figures[N]]: Value<Figures[N][L]> }

/** The figures that only rise, each time that something happens. */
export type Counted =
  | 'commands'
  | 'presses'
  | 'dropped'
  | 'slackCalls'
  | 'postsLost'
  | 'postsCoalesced'
  | 'postsRepeated'
  | 'systemCalls'
  | 'databaseRefusals'
/** The figures that are of seconds that something took. */
export type TimedFigure = 'ack' | 'answer' | 'systemCall'
/** The figures that are read when somebody asks for them. */
export type Gauged = Exclude<keyof Figures, Counted | TimedFigure>

/** One value of a figure that was read. */
export type Sample<N extends Gauged = Gauged> = {
  readonly [F in N]: { readonly figure: F; readonly labels: Labels<F>; readonly value: number }
}[N]

/** Where figures go; never throws. */
export interface Metrics {
  count<N extends Counted>(name: N, labels: Labels<N>): void
  time<N extends TimedFigure>(name: N, seconds: number, labels: Labels<N>): void
}

/** Every await between a claim and its outcome has a name here, so that a test can stop there. */
export const faultPoints = [
  'claim:before',
  'claim:committed',
  'reread:before',
  'reread:after',
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

/** The same around one message to Slack: leased and not sent yet; sent and not recorded yet. */
export const outboxFaultPoints = ['post:before', 'post:sent', 'edit:before', 'edit:sent'] as const
export type OutboxFaultPoint = (typeof outboxFaultPoints)[number]

/** The same around a table that is sent to Slack as a file: recorded; sent but visible to nobody; shared and not recorded yet. */
export const exportFaultPoints = ['export:begun', 'export:uploaded', 'export:shared'] as const
export type ExportFaultPoint = (typeof exportFaultPoints)[number]

/** The same of a watch: read, and nothing of it stored yet. */
export type WatchFaultPoint = 'watch:read'

export interface Faults {
  at(point: FaultPoint | OutboxFaultPoint | ExportFaultPoint | WatchFaultPoint): Promise<void>
}

/** Whether the caller is inside a store transaction; the transport refuses to send from one. */
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

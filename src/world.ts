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

export interface Faults {
  at(point: FaultPoint): Promise<void>
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
  readonly faults: Faults
  readonly transaction: TransactionMark
}

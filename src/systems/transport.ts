import type { Permit } from '../vault/permit.ts'
import type { Secret } from '../vault/secret.ts'
import type { CallRequest } from './call.ts'
import type { Limits } from './limits.ts'
import type { Each } from './operation.ts'
import type { Probe } from './probe.ts'
import type { ServerTraits } from './server-traits.ts'
import type { ConnectionTls } from './tls.ts'

/** What the transport of one connection needs to know. */
export interface TransportSettings {
  /** `rudder/prod` */
  readonly id: `${string}/${string}`
  readonly url: string
  readonly tls?: ConnectionTls
  /** A CONNECT proxy, `http(s)://…`, already decided from HTTPS_PROXY and NO_PROXY. */
  readonly proxy?: string
  /** The value of `Proxy-Authorization`, if the proxy asks for one. */
  readonly proxyAuthorization?: Secret
  readonly limits?: Partial<Limits>
}

/**
 * One request to send; a write must have a `permit`, `signal` ends a read and a write that has not begun, and after
 * `notAfter`, in milliseconds since 1970, a write is not begun any more.
 */
export interface Outgoing<T = unknown> extends CallRequest<T> {
  readonly permit?: Permit
  readonly notAfter?: number
  readonly signal?: AbortSignal
}

/** One probe to send; it contains no request, because the probe makes that itself. */
export interface Asking
  extends Pick<Outgoing<unknown>, 'headers' | 'lease' | 'present' | 'judge' | 'asker' | 'signal'> {
  readonly probe: Probe
  /** The base address of the operation. */
  readonly base: string
}

/** The elements of lists, and at the end the rest of the document. */
export type ElementStream<T> = AsyncGenerator<unknown, T | undefined, undefined>

/** The one way to a system. */
export interface Transport {
  /**
   * What `judge` made of the answer (at most `wholeBytes` of text), or SystemError; a write is sent at most once, and
   * `unsent` marks an error if it certainly was not. If it would begin after `notAfter`, it throws ReadTooOld instead, and
   * leaves the permit unspent.
   */
  send<T>(out: Outgoing<T>): Promise<T>
  /**
   * Finds out once whether a token may use an endpoint. It needs no permit even for one that writes, because its request is
   * about no object and has no content. SystemError if the answer is an error.
   */
  ask(out: Asking): Promise<void>
  /**
   * The elements of lists, parsed one by one, and at the end what `judge` made of the answer with its lists empty. If that
   * is too long to be read whole, it is undefined, or an error if `rest` is declared. Reads only.
   */
  stream<T>(out: Outgoing<T>, each: Pick<Each, 'at' | 'rest'>): ElementStream<T>
  readonly breaker: { readonly open: boolean }
  readonly seen: ServerTraits
  /** Ends reads, waits for writes, and refuses what comes later. */
  close(): Promise<void>
}

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
  /** The value of `Proxy-Authorization`, where the proxy asks for one. */
  readonly proxyAuthorization?: Secret
  readonly limits?: Partial<Limits>
}

/**
 * One request to send; `permit` is what a write must have, `signal` ends a read and a write that has not begun, and after
 * `notAfter`, in milliseconds since 1970, a write is not begun any more.
 */
export interface Outgoing<T = unknown> extends CallRequest<T> {
  readonly permit?: Permit
  readonly notAfter?: number
  readonly signal?: AbortSignal
}

/** One question to ask; there is no request in it, because the probe makes that itself. */
export interface Asking
  extends Pick<Outgoing<unknown>, 'headers' | 'lease' | 'present' | 'judge' | 'asker' | 'signal'> {
  readonly probe: Probe
  /** Below which address the operation lies. */
  readonly base: string
}

/** The elements of lists, and at the end what was beside them. */
export type ElementStream<T> = AsyncGenerator<unknown, T | undefined, undefined>

/** The one way to a system. */
export interface Transport {
  /**
   * What `judge` made of the answer (at most `wholeBytes` of text), or SystemError; a write is sent at most once, and
   * `unsent` tells where it certainly was not. If it would begin after `notAfter`, it throws ReadTooOld instead, and leaves
   * the permit unspent.
   */
  send<T>(out: Outgoing<T>): Promise<T>
  /**
   * Asks once whether a token may use an endpoint, for which no permit is needed also where it writes: what is sent is
   * for nobody and says nothing. SystemError if the answer is an error.
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

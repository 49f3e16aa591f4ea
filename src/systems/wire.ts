import type { Readable } from 'node:stream'
import { Client, type Dispatcher, Pool } from 'undici'
import { ConnectError, createConnector, keptMs, type Route } from './connector.ts'
import type { Noting } from './server-traits.ts'
import { speaksTls } from './speaks-tls.ts'

/** One request as it is sent. */
export interface WireRequest {
  readonly write: boolean
  /** True for a read of a confirmation. */
  readonly confirms: boolean
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The head of an answer; `release` must be called when its body is no longer needed. */
export interface ResponseHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable
  release(): void
}

/** The sockets of one connection. */
export interface Wire {
  /** `started` is called before the first byte of the request can leave; rejects with the signal's reason when aborted. */
  exchange(request: WireRequest, signal: AbortSignal, started: () => void): Promise<ResponseHead>
  close(): Promise<void>
}

/**
 * Reads share a pool of kept sockets, those of confirmations another; each write has a new socket of its own, so that it
 * can't get lost on a stale one.
 */
export const createWire = (route: Route, sockets: number, noting: Noting): Wire => {
  const connect = createConnector(route, noting.certificate)
  // The transport has its own limits, exact to the millisecond; undici's are off.
  const options = { connect, allowH2: false, headersTimeout: 0, bodyTimeout: 0 } as const
  const kept = { keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs }
  const pool = () => new Pool(route.url.origin, { ...options, ...kept, connections: sockets, pipelining: 1 })
  const [readers, confirmations] = [pool(), pool()]
  return {
    exchange: async ({ write, confirms, method, path, headers, body }, signal, started) => {
      const dispatcher = write
        ? new Client(route.url.origin, { ...options, pipelining: 0 })
        : confirms
          ? confirmations
          : readers
      const release = () => void (write && dispatcher.destroy())
      try {
        const asked = watching(dispatcher, once(write, started)).request({
          method,
          path,
          headers,
          body: body ?? null,
          signal,
        })
        const answer = await orAborted(asked, signal)
        answer.body.on('error', () => {})
        const shown = flat(answer.headers)
        // How TLS servers answer a request without TLS, in HTML and in words of their own.
        const isPage = answer.statusCode === 400 && !/json/.test(shown['content-type'] ?? '')
        if (isPage && (await speaksTls(route))) {
          answer.body.destroy()
          throw inClear()
        }
        noting.headers(shown)
        return { status: answer.statusCode, headers: shown, body: answer.body, release }
      } catch (error) {
        release()
        if (isHungUp(error) && !signal.aborted && (await speaksTls(route))) throw inClear()
        throw error
      }
    },
    close: async () => void (await Promise.all([readers.destroy(), confirmations.destroy()])),
  }
}

const inClear = () => new ConnectError('TLS_WANTED', 'the port speaks TLS, and it was asked without')

/** Whether the server ended a request without an answer, or answered with something that isn't HTTP. */
const isHungUp = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'HTTPParserError' ||
    ['UND_ERR_SOCKET', 'ECONNRESET'].includes(String((error as NodeJS.ErrnoException).code)))

/** undici repeats a request when a socket closes at the wrong moment; a write that has begun is never repeated. */
const once = (write: boolean, started: () => void) => {
  let begun = false
  return () => {
    if (write && begun) throw new Error('a write was about to be sent twice')
    begun = true
    started()
  }
}

const watching = (dispatcher: Dispatcher, started: () => void): Dispatcher =>
  dispatcher.compose(
    (next) => (options, handler) =>
      next(options, {
        onRequestStart: (controller, context) => {
          started()
          handler.onRequestStart?.(controller, context)
        },
        onResponseStart: (...given) => handler.onResponseStart?.(...given),
        onResponseData: (...given) => handler.onResponseData?.(...given),
        onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
        onResponseError: (...given) => handler.onResponseError?.(...given),
      }),
  )

/** undici listens to a signal only once a request has a socket; this listens from the beginning. */
const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  let abort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason)
  })
  work.catch(() => {})
  signal.addEventListener('abort', abort)
  try {
    if (signal.aborted) abort()
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

const flat = (headers: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import { unreachable } from '../run/unreachable.ts'
import { ConnectError } from '../systems/connector.ts'
import { retryAfter } from '../systems/retry-after.ts'
import type { Secret } from '../vault/secret.ts'
import type { Labels, World } from '../world.ts'
import type { Network } from './network.ts'
import type { SlackMethod } from './scopes.ts'

type Args = Readonly<Record<string, unknown>>

/** What became of one call of the Web API. */
export type CallResult =
  | { readonly how: 'sent'; readonly data: Args }
  | { readonly how: 'limited'; readonly waitMs: number }
  /** It was not sent. */
  | { readonly how: 'unsent'; readonly why: string }
  /** Slack's error code: `channel_not_found`. */
  | { readonly how: 'refused'; readonly why: string }
  | { readonly how: 'unsure'; readonly why: string }

/** Calls one declared method, once: never throws and never repeats. */
export type SlackCall<M = SlackMethod> = (method: M, args: Args) => Promise<CallResult>

/** How long a call may take, in milliseconds; less than the lease of a post. */
const limitMs = 10_000

/** How long nothing is sent if Slack limits the bot without saying how long, and how long at least and at most. */
const waitMs = { usual: 30_000, least: 1_000, most: 60 * 60_000 }

// With these errors, something may have been done.
const ambiguous = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']

/**
 * The Web API with one token, which is read at each call, so that a secret in a file can change; `heard` is called with
 * Slack's own time.
 */
export const createCall = <M extends Labels<'slackCalls'>['method'] = SlackMethod>(
  { token: secret, apiUrl, network }: { readonly token: Secret; readonly apiUrl: string; readonly network: Network },
  { clock, log, metrics }: Pick<World, 'clock' | 'log' | 'metrics'>,
  heard: (date: string | null) => void = () => {},
): SlackCall<M> => {
  // The client would log bodies and headers; the bot logs the result of a call itself.
  const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} }
  const client = new WebClient(undefined, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: limitMs,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: async (input, init) => {
      const response = await network.fetch(input, init)
      const { status, headers } = response
      const date = headers.get('date')
      if (isJson(headers)) heard(date)
      if (status !== 429 && (status !== 200 || isJson(headers))) return response
      await response.body?.cancel()
      if (status === 200) throw new NotSlack(headers.get('content-type') ?? 'no type')
      // The client takes whole seconds only, and nothing but them.
      const asked = retryAfter(headers.get('retry-after') ?? undefined, Date.parse(date ?? '') || clock.now())
      const seconds = Math.ceil(Math.min(waitMs.most, Math.max(waitMs.least, asked ?? waitMs.usual)) / 1000)
      return new Response(null, { status, headers: { 'retry-after': String(seconds) } })
    },
    logger: { ...silent, getLevel: () => 'error' as never },
  })
  return async (method, args) => {
    const token = revealed(secret)
    const answered = await (token === undefined
      ? { how: 'unsent' as const, why: 'the file of the token cannot be read' }
      : client
          .apiCall(method, { ...args, token })
          .then((data): CallResult => ({ how: 'sent', data: data as unknown as Args }), failed))
    const labels: Labels<'slackCalls'> = { method, answered: answered.how }
    metrics.count('slackCalls', labels)
    if (answered.how !== 'sent') log.warn('slack', { ...labels, ...('why' in answered && { why: answered.why }) })
    return answered
  }
}

/** Undefined if the file that it is in cannot be read just now. */
const revealed = (secret: Secret): string | undefined => {
  try {
    return secret.reveal()
  } catch {
    return undefined
  }
}

/** Something on the way answered in Slack's place. */
class NotSlack extends Error {
  override readonly name = 'NotSlack'
  constructor(type: string) {
    const [known = 'something else'] = /^[a-z]+\/[a-z0-9.+-]{1,40}/i.exec(type) ?? []
    super(`the answer is ${known} instead of JSON: a proxy's, not Slack's?`)
  }
}

const isJson = (headers: Pick<Headers, 'get'>): boolean =>
  /^application\/json\b/i.test(headers.get('content-type') ?? '')

const failed = (error: unknown): CallResult => {
  if (error instanceof WebAPIRateLimitedError) return { how: 'limited', waitMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError) return refused(error.data.error)
  if (error instanceof WebAPIHTTPError) return { how: 'unsure', why: `HTTP ${error.statusCode}` }
  const cause = error instanceof WebAPIRequestError ? innermost(error.original) : undefined
  if (cause instanceof NotSlack) return { how: 'unsure', why: cause.message }
  if (cause instanceof ConnectError)
    return { how: 'unsent', why: cause.reason ? unreachable[cause.reason].clause(cause) : cause.message }
  // Other messages may contain what was sent.
  const code = cause !== undefined && 'code' in cause ? String(cause.code) : undefined
  return { how: 'unsure', why: code ?? cause?.name ?? 'unknown' }
}

const refused = (why: string): CallResult => {
  if (why === 'ratelimited' || why === 'rate_limited') return { how: 'limited', waitMs: waitMs.usual }
  // An answer that isn't JSON becomes the error, however long it is.
  if (!/^[\w.:-]{1,80}$/.test(why)) return { how: 'unsure', why: 'the answer cannot be read' }
  return { how: ambiguous.includes(why) ? 'unsure' : 'refused', why }
}

const innermost = (error: Error): Error => (error.cause instanceof Error ? innermost(error.cause) : error)

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api'
import type { Secret } from '../vault/secret.ts'
import type { Labels, World } from '../world.ts'
import type { Method } from './scopes.ts'

type Args = Readonly<Record<string, unknown>>

/** What became of one call of the Web API. */
export type Answered =
  | { readonly how: 'sent'; readonly data: Args }
  | { readonly how: 'limited'; readonly waitMs: number }
  /** It never left this process. */
  | { readonly how: 'unsent' }
  /** Slack's own word: `channel_not_found`. */
  | { readonly how: 'refused'; readonly why: string }
  | { readonly how: 'unsure' }

/** Calls one declared method, once: never throws and never repeats. */
export type Call = (method: Method, args: Args) => Promise<Answered>

/** How long a call may take, in milliseconds; less than the lease of a post. */
const limitMs = 10_000

// Slack says of these that something may have been done.
const ambiguous = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']
const neverLeft = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/** The Web API with the bot's token, which is read at each call, as a secret in a file can change; `heard` is given Slack's own time. */
export const createCall = (
  { botToken, apiUrl }: { readonly botToken: Secret; readonly apiUrl: string },
  { log, metrics }: World,
  heard: (date: string | null) => void = () => {},
): Call => {
  // What the client would log are bodies and headers; what became of a call is said by us.
  const silent = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} }
  const client = new WebClient(undefined, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: limitMs,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      heard(response.headers.get('date'))
      return response
    },
    logger: { ...silent, getLevel: () => 'error' as never },
  })
  return async (method, args) => {
    const token = revealed(botToken)
    const answered = await (token === undefined
      ? { how: 'unsent' as const }
      : client
          .apiCall(method, { ...args, token })
          .then((data): Answered => ({ how: 'sent', data: data as unknown as Args }), failed))
    const labels: Labels<'slackCalls'> = { method, answered: answered.how }
    metrics.count('slackCalls', labels)
    if (answered.how !== 'sent')
      log.warn('slack', { ...labels, ...(answered.how === 'refused' && { why: answered.why }) })
    return answered
  }
}

/** Undefined where the file that it is in cannot be read just now. */
const revealed = (secret: Secret): string | undefined => {
  try {
    return secret.reveal()
  } catch {
    return undefined
  }
}

const failed = (error: unknown): Answered => {
  if (error instanceof WebAPIRateLimitedError) return { how: 'limited', waitMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError) return refused(error.data.error)
  if (error instanceof WebAPIHTTPError) return { how: 'unsure' }
  return error instanceof WebAPIRequestError && codes(error).some((code) => neverLeft.includes(code))
    ? { how: 'unsent' }
    : { how: 'unsure' }
}

const refused = (why: string): Answered => {
  if (why === 'ratelimited' || why === 'rate_limited') return { how: 'limited', waitMs: 30_000 }
  return ambiguous.includes(why) ? { how: 'unsure' } : { how: 'refused', why }
}

/** The codes of an error and of what caused it. */
const codes = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = 'original' in error ? codes(error.original) : []
  const all = error instanceof AggregateError ? error.errors.flatMap(codes) : []
  return [...code, ...inner, ...all, ...codes(error.cause)]
}

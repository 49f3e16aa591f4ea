import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { Caller } from '../serve.ts'
import type { Secret } from '../vault/secret.ts'
import type { Clock, Labels, Metrics } from '../world.ts'
import { createBodies } from './bodies.ts'
import { createIntake } from './intake.ts'
import { mostBytes, unfit } from './request-head.ts'
import type { Strange } from './strangers.ts'
import { notSlack } from './verify.ts'

type Why = Labels<'dropped'>['why']

/** What the public listener is given for Slack. */
export interface Reception {
  readonly receiver: Receiver
  handle(request: IncomingMessage, response: ServerResponse, caller: Caller): void
  /** Resolves when everything received has been handed on: an event is acknowledged before that. */
  drain(): Promise<void>
}

interface Parts {
  readonly signingSecret: Secret
  readonly clock: Clock
  readonly metrics: Metrics
  /** Called for what is Slack's but is not run. */
  readonly drop: (why: Why) => void
  /** Called for what is not Slack's. */
  readonly turnedAway: (why: Strange) => void
  /** True once Slack has said who we are. */
  readonly isReady: () => boolean
}

/** What a `401` must name: how a caller can authenticate. */
const challenge = { 'www-authenticate': 'Slack-Signature' }

/**
 * Receives Slack's requests over HTTP. A request whose head cannot be Slack's is refused before its body is read, and one
 * that is not signed by Slack is refused before anything is parsed.
 */
export const createReception = (parts: Parts): Reception => {
  const { signingSecret, clock, metrics, drop, turnedAway, isReady } = parts
  const intake = createIntake({ clock, metrics })
  const bodies = createBodies()

  const taken = async (request: IncomingMessage, response: ServerResponse, caller: Caller): Promise<void> => {
    const since = clock.now()
    const turnAway = (status: number, why: Strange, headers = {}) => {
      turnedAway(why)
      caller.refuse(status, { ...headers, ...(status === 401 && challenge) })
    }
    const refuse = (status: number, why: Why) => {
      drop(why)
      end(response, status)
    }
    const head = unfit(request, clock.now())
    if (head && !head.mayAsk) return turnAway(head.status, head.why, head.headers)
    if (request.headers.expect !== undefined) response.writeContinue()
    const read = await bodies.read(request, head?.mayAsk ?? mostBytes)
    if (read === 'gone') return turnedAway('slow')
    if (read === 'size') return turnAway(413, 'size')
    const body = read.toString('utf8')
    // Slack checks the certificate with an unsigned request: it is answered, and nothing is done.
    if (head) return isTlsCheck(body) ? end(response, 200) : turnAway(head.status, head.why)
    const why = notSlack({ headers: request.headers, body }, signingSecret, clock.now())
    if (why !== undefined) return turnAway(401, why)
    caller.vouch()
    const payload = parsed(body, request.headers['content-type'] ?? '')
    if (payload === undefined) return refuse(400, 'malformed')
    if (payload.ssl_check === '1') return end(response, 200)
    if (payload.type === 'url_verification') return end(response, 200, { challenge: String(payload.challenge) })
    if (!intake.isOpen() || !isReady()) return refuse(503, 'starting')
    const ack = (answer: unknown) => end(response, 200, answer)
    // If nobody listens for such a payload, Slack is not asked to send it again.
    if (!(await intake.handOn({ payload, since, ack }))) refuse(200, 'kind')
  }

  return {
    receiver: intake.receiver,
    handle: (request, response, caller) => {
      // If Bolt can't parse it, it isn't a payload of Slack's; the error may quote it, so it is not logged.
      const failed = () => {
        drop('malformed')
        end(response, 400)
      }
      intake.hold(taken(request, response, caller).catch(failed))
    },
    drain: intake.drain,
  }
}

const end = (response: ServerResponse, status: number, answer?: unknown): void => {
  if (response.headersSent || response.destroyed) return
  const text = typeof answer === 'object' && answer !== null ? JSON.stringify(answer) : ''
  response.writeHead(status, text === '' ? {} : { 'content-type': 'application/json' })
  response.end(text)
}

const isTlsCheck = (body: string): boolean => new URLSearchParams(body).get('ssl_check') === '1'

const parsed = (body: string, type: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    if (/^application\/json\b/i.test(type)) return record(JSON.parse(body))
    const form = Object.fromEntries(new URLSearchParams(body))
    return form.payload === undefined ? form : record(JSON.parse(form.payload))
  } catch {
    return undefined
  }
}

const record = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

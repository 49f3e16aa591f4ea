import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Receiver } from '@slack/bolt'
import type { Secret } from '../vault/secret.ts'
import type { Clock, Labels, Metrics } from '../world.ts'
import { createIntake } from './intake.ts'
import { notSlack } from './verify.ts'

type Why = Labels<'dropped'>['why']

/** How much one request may hold; Slack's own are far below. */
const mostBytes = 256 * 1024

/** What the public listener is given for Slack. */
export interface Reception {
  readonly receiver: Receiver
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Resolves when all that came has been handed on: an event is acknowledged before it is. */
  drain(): Promise<void>
}

interface Parts {
  readonly signingSecret: Secret
  readonly clock: Clock
  readonly metrics: Metrics
  readonly drop: (why: Why) => void
  /** True once Slack has said who we are. */
  readonly isReady: () => boolean
}

/** Takes requests of Slack over HTTP: what is not signed by it, now, is refused before anything is parsed. */
export const createReception = ({ signingSecret, clock, metrics, drop, isReady }: Parts): Reception => {
  const intake = createIntake({ clock, metrics })

  const taken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const since = clock.now()
    const refuse = (status: number, why: Why) => {
      drop(why)
      end(response, status)
    }
    if (request.method !== 'POST') return refuse(405, 'method')
    const body = await readBody(request)
    if (body === undefined) return refuse(413, 'size')
    const why = notSlack({ headers: request.headers, body }, signingSecret, clock.now())
    if (why !== undefined) return refuse(401, why)
    const payload = parsed(body, request.headers['content-type'] ?? '')
    if (payload === undefined) return refuse(400, 'malformed')
    if (payload.ssl_check === '1') return end(response, 200)
    if (payload.type === 'url_verification') return end(response, 200, { challenge: String(payload.challenge) })
    if (!intake.isOpen() || !isReady()) return refuse(503, 'starting')
    const ack = (answer: unknown) => end(response, 200, answer)
    // Where nobody listens for such a payload, Slack is not asked to send it again.
    if (!(await intake.handOn({ payload, since, ack }))) refuse(200, 'kind')
  }

  return {
    receiver: intake.receiver,
    handle: (request, response) => {
      const failed = () => {
        drop('malformed')
        end(response, 500)
      }
      intake.hold(taken(request, response).catch(failed))
    },
    drain: intake.drain,
  }
}

const end = (response: ServerResponse, status: number, answer?: unknown): void => {
  if (response.headersSent || response.destroyed) return
  const text = typeof answer === 'object' && answer !== null ? JSON.stringify(answer) : ''
  response.writeHead(status, {
    'content-type': text === '' ? 'text/plain' : 'application/json',
    connection: status === 413 ? 'close' : 'keep-alive',
  })
  response.end(text)
}

/** The whole body, or undefined where it is too large. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (body: string, type: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    if (type.startsWith('application/json')) return record(JSON.parse(body))
    const form = Object.fromEntries(new URLSearchParams(body))
    return form.payload === undefined ? form : record(JSON.parse(form.payload))
  } catch {
    return undefined
  }
}

const record = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

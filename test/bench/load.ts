import { createHmac } from 'node:crypto'
import autocannon from 'autocannon'
import { quantile } from './figure.ts'

/** What is sent: bodies of slash commands, signed when they leave. */
export interface Load {
  readonly url: string
  readonly signingSecret: string
  readonly bodies: readonly string[]
  /** For so many seconds, over and over, instead of each once. */
  readonly seconds?: number
}

/** How it was acknowledged. */
export interface Acked {
  readonly acks: number
  readonly perSecond: number
  readonly p99Ms: number
}

const connections = 50

/** Sends commands over 50 connections at once, each waiting for its acknowledgement; rejects where one was not acknowledged. */
export const sendLoad = async ({ url, signingSecret, bodies, seconds }: Load): Promise<Acked> => {
  const took: number[] = []
  let [begin, end, sent] = [0, 0, 0]
  const running = autocannon({
    url,
    connections: Math.min(connections, bodies.length),
    ...(seconds === undefined ? { amount: bodies.length } : { duration: seconds }),
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          // The trigger is what makes it another one.
          const body = (bodies[sent % bodies.length] ?? '').replace(/trigger_id=/, `trigger_id=${sent}.`)
          sent += 1
          const time = String(Math.floor(Date.now() / 1000))
          const signature = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex')
          const headers = {
            'content-type': 'application/x-www-form-urlencoded',
            'x-slack-request-timestamp': time,
            'x-slack-signature': `v0=${signature}`,
          }
          return { ...request, headers, body }
        },
      },
    ],
  })
  running.on('response', (_, status, __, ms) => {
    end = performance.now()
    begin ||= end - ms
    if (status === 200) took.push(ms)
  })
  const { errors, non2xx } = await running
  if (errors + non2xx > 0) throw new Error(`${errors} errors and ${non2xx} refusals among ${took.length} acknowledged`)
  return { acks: took.length, perSecond: took.length / ((end - begin) / 1000), p99Ms: quantile(took, 0.99) }
}

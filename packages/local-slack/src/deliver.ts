import { request } from 'node:http'
import { exchangeBySocket, isBySocket } from './by-socket.ts'
import type { Delivered } from './local-slack.ts'
import { signed } from './sign.ts'
import { newKey, type Workspace } from './workspace.ts'

const ackMs = 3_000
const agent = 'Slackbot 1.0 (+https://api.slack.com/robots)'

type Answer = Pick<Delivered, 'status' | 'answer'> & { readonly headers: NodeJS.Dict<string | string[]> }

const exchange = (url: string, body: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) =>
  new Promise<Answer>((resolve, reject) => {
    // A connection of its own: a bot that was restarted is not asked through the old one's.
    const sent = request(url, { method: 'POST', headers, signal, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, answer, headers: response.headers })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** A delivery, and whether the bot asks not to be sent it again. */
interface Outcome {
  readonly delivered: Delivered
  readonly noRetry: boolean
}

/** Sends exactly this to the bot, and waits for the answer as long as Slack does. */
export const send = async (
  workspace: Workspace,
  { kind, body, headers }: Pick<Delivered, 'kind' | 'body' | 'headers'>,
): Promise<Outcome> => {
  const { target, options, ending, deliveries } = workspace
  const time = AbortSignal.timeout(options.ackMs ?? ackMs)
  const unanswered = (): Answer => ({ status: 0, answer: '', headers: {} })
  const signal = AbortSignal.any([time, ending.signal])
  const bySocket = async (): Promise<Answer> => {
    const answer = await exchangeBySocket(workspace, { kind, body, headers }, signal)
    return { status: 200, answer, headers: {} }
  }
  const sent = isBySocket(target) ? bySocket() : target && exchange(target, body, headers, signal)
  const answer = await (sent ? sent.catch(unanswered) : unanswered())
  const isDone = answer.status >= 200 && answer.status < 300
  const failed = answer.status === 0 && time.aborted ? 'operation_timeout' : 'dispatch_failed'
  const { status, answer: said } = answer
  const delivered: Delivered = { kind, body, headers, status, answer: said, ...(isDone ? {} : { failed }) }
  deliveries.push(delivered)
  return { delivered, noRetry: answer.headers['x-slack-no-retry'] === '1' }
}

/** Signs a body and sends it to the bot. */
export const deliver = (
  workspace: Workspace,
  kind: Delivered['kind'],
  body: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Outcome> => {
  const type = kind === 'event' ? 'application/json' : 'application/x-www-form-urlencoded'
  const headers = { 'content-type': type, 'user-agent': agent, accept: '*/*', ...signed(workspace, body), ...more }
  return send(workspace, { kind, body, headers })
}

/** Sends what Slack sends now and then to look at the certificate of an address: it is not signed. */
export const checkCertificate = async (workspace: Workspace): Promise<Delivered> => {
  const body = new URLSearchParams({ ssl_check: '1', token: newKey() }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': agent, accept: '*/*' }
  return (await send(workspace, { kind: 'command', body, headers })).delivered
}

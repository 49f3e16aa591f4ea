import type { Delivered } from './local-slack.ts'
import type { Link } from './state.ts'
import { newKey, type Workspace } from './workspace.ts'

type Sent = Pick<Delivered, 'kind' | 'body' | 'headers'>

const types = { command: 'slash_commands', action: 'interactive', submission: 'interactive', event: 'events_api' }

/** What is in a body, as it stands in an envelope; a body that nobody can read stays as it is. */
const payloadOf = (kind: Delivered['kind'], body: string): unknown => {
  try {
    if (kind === 'event') return JSON.parse(body)
    const form = Object.fromEntries(new URLSearchParams(body))
    return form.payload === undefined ? form : JSON.parse(form.payload)
  } catch {
    return body
  }
}

/** The sockets that deliveries go to now. */
const open = ({ links, target }: Workspace): readonly Link[] =>
  [...links].filter(({ isGreeted, token }) => isGreeted && (target === 'sockets' || target === token))

/** True where deliveries go to sockets and not to an address. */
export const isBySocket = (target: string | undefined): boolean => target === 'sockets' || /^xapp-/.test(target ?? '')

/** Sends a delivery to one of the sockets, each in its turn; what it was answered. Rejects where nobody acknowledged it. */
export const exchangeBySocket = (workspace: Workspace, { kind, body, headers }: Sent, signal: AbortSignal) =>
  new Promise<string>((resolve, reject) => {
    const links = open(workspace)
    workspace.turn += 1
    const link = links[workspace.turn % links.length]
    if (!link) return reject(new Error('no socket is open'))
    const id = newKey()
    const retry = headers['x-slack-retry-num']
    const envelope = JSON.stringify({
      envelope_id: id,
      type: types[kind],
      payload: payloadOf(kind, body),
      accepts_response_payload: kind !== 'event',
      ...(retry !== undefined && { retry_attempt: Number(retry), retry_reason: 'timeout' }),
    })
    const done = (answer: string | undefined) => {
      link.waiting.delete(id)
      signal.removeEventListener('abort', late)
      if (answer === undefined) reject(new Error('the socket is gone'))
      else resolve(answer)
    }
    const late = () => done(undefined)
    signal.addEventListener('abort', late)
    link.waiting.set(id, done)
    link.socket.send(envelope)
    // The same again, as Slack does where it does not know whether it arrived: to another one if there is one.
    if (workspace.linkFaults.doubles) links[(workspace.turn + 1) % links.length]?.socket.send(envelope)
  })

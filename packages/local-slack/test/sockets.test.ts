import { type WebAPIPlatformError, WebClient } from '@slack/web-api'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import type { LocalSlack } from '../src/index.ts'
import { startSlack } from './start-slack.ts'

interface Envelope {
  readonly type: string
  readonly reason?: string
  readonly envelope_id?: string
  readonly payload?: Readonly<Record<string, unknown>>
  readonly retry_attempt?: number
  readonly accepts_response_payload?: boolean
}

const addressOf = async ({ apiUrl, appToken }: LocalSlack, token = appToken): Promise<string> => {
  const client = new WebClient(token, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } })
  return String((await client.apps.connections.open()).url)
}

const until = async (is: () => boolean): Promise<void> => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** A socket as a bot has it, which acknowledges with `answer`, or nothing where that is undefined; what came on it. */
const open = async (address: string, answer?: object) => {
  const socket = new WebSocket(address)
  onTestFinished(() => socket.terminate())
  const got: Envelope[] = []
  let isClosed = false
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
  })
  socket.on('message', (data) => {
    const envelope = JSON.parse(String(data)) as Envelope
    got.push(envelope)
    if (answer && envelope.envelope_id) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...answer }))
  })
  await until(() => got.length > 0 || isClosed)
  return { socket, got, isClosed: () => isClosed }
}

test('a socket is greeted, and given what HTTP would be given', async () => {
  const { slack } = await startSlack()
  slack.deliverTo('sockets')
  const { got } = await open(await addressOf(slack), { payload: { text: 'done' } })
  expect(got[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: slack.ids.app } })
  const typed = await slack.type('ana', 'ops', '/rudder compliance')
  expect(typed).toMatchObject({ kind: 'command', status: 200, answer: '{"text":"done"}' })
  expect(got[1]).toMatchObject({
    type: 'slash_commands',
    accepts_response_payload: true,
    payload: { command: '/rudder', text: 'compliance', user_id: slack.users.ana, team_id: slack.ids.team },
  })
  expect(slack.seen('ops', 'ana').at(-1)?.text).toBe('done')
  await slack.type('ana', slack.direct('ana'), 'hello')
  expect(got[2]).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    payload: { type: 'event_callback', event_id: expect.any(String), event: { type: 'message', text: 'hello' } },
  })
})

test('the address is good for once, and only an app-level token gets one', async () => {
  const { slack } = await startSlack()
  const address = await addressOf(slack)
  expect((await open(address)).got).toHaveLength(1)
  for (const wrong of [address, address.replace(/ticket=\w+/, 'ticket=0'), address.replace('/link/', '/other/')])
    expect((await open(wrong)).got).toEqual([])
  const refused = async (token: string) =>
    addressOf(slack, token).catch((error: unknown) => (error as WebAPIPlatformError).data.error)
  expect(await refused(slack.botToken)).toBe('not_allowed_token_type')
  expect(await refused('xapp-1-other')).toBe('invalid_auth')
  const asBot = new WebClient(slack.appToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })
  await expect(asBot.chat.postMessage({ channel: 'C0OPS', text: 'x' })).rejects.toThrow('not_allowed_token_type')
})

test('several take turns; one token’s are told apart; the eleventh is not let in', async () => {
  const { slack } = await startSlack()
  slack.deliverTo('sockets')
  const own = slack.mintAppToken()
  const sockets = [await open(await addressOf(slack, own), {})]
  for (let n = 0; n < 9; n++) sockets.push(await open(await addressOf(slack), {}))
  for (let n = 0; n < 20; n++) await slack.type('ana', 'ops', '/rudder x')
  expect(sockets.map(({ got }) => got.length)).toEqual(Array(10).fill(3))
  slack.deliverTo(own)
  for (let n = 0; n < 3; n++) await slack.type('ana', 'ops', '/rudder x')
  expect(sockets.map(({ got }) => got.length)).toEqual([6, ...Array(9).fill(3)])
  expect([slack.sockets.count(), slack.sockets.count(own)]).toEqual([10, 1])
  const eleventh = await open(await addressOf(slack))
  expect(eleventh.got).toEqual([expect.objectContaining({ type: 'disconnect', reason: 'too_many_websockets' })])
  await until(eleventh.isClosed)
})

test('what nobody acknowledges: the person is told, and an event goes to another socket, marked as repeated', async () => {
  const { slack } = await startSlack({ ackMs: 1_500, retryMs: [10] })
  slack.deliverTo('sockets')
  const deaf = await open(await addressOf(slack))
  expect(await slack.type('ana', 'ops', '/rudder x')).toMatchObject({ status: 0, failed: 'operation_timeout' })
  expect(slack.seen('ops', 'ana').at(-1)?.text).toContain('operation_timeout')
  const told = slack.type('ana', slack.direct('ana'), 'hello')
  await until(() => deaf.got.length === 3)
  const quick = await open(await addressOf(slack), {})
  deaf.socket.terminate()
  expect((await told)?.failed).toBe('dispatch_failed')
  await until(() => quick.got.length === 2)
  expect(quick.got[1]).toMatchObject({ type: 'events_api', retry_attempt: 1, payload: deaf.got[2]?.payload })
})

test('without a socket nothing is delivered', async () => {
  const { slack } = await startSlack({ retryMs: [] })
  slack.deliverTo('sockets')
  expect(await slack.type('ana', 'ops', '/rudder x')).toMatchObject({ status: 0, failed: 'dispatch_failed' })
})

import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket, Server as TcpServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { createTransport } from '../../src/systems/http.ts'
import { type Operation, type RawInput, read, write } from '../../src/systems/operation.ts'
import { buildRequest } from '../../src/systems/request.ts'
import type { RawAnswer } from '../../src/systems/system.ts'
import type { Outgoing, Transport, TransportSettings } from '../../src/systems/transport.ts'
import { issuePermit, type Permit } from '../../src/vault/permit.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { Clock, World } from '../../src/world.ts'
import { testWorld } from '../world.ts'

export const token = 'tok-3b1f6f0e9d'
export const rules = read('rudder:rules:read', 'GET /rules', {})
export const rule = read('rudder:rules:read', 'GET /rules/{ruleId}', {})
const change = { body: z.object({ enabled: z.boolean() }) }
export const writes = [
  write('rudder:rules:write', 'POST /rules/{ruleId}', change),
  write('rudder:rules:write', 'PUT /rules/{ruleId}', change),
  write('rudder:rules:write', 'PATCH /rules/{ruleId}', change),
  write('rudder:rules:write', 'DELETE /rules/{ruleId}', {}),
] as const
export const updateRule = writes[0]
export const input = { ruleId: 'r1', body: { enabled: false } }

/** A clock whose waits end at once and are remembered. */
export const eagerClock = () => {
  const waits: number[] = []
  let now = Date.UTC(2026, 10, 1)
  const clock: Clock = {
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted()
      waits.push(ms)
      now += ms
    },
  }
  return { clock, waits }
}

export const eagerWorld = (overrides: Partial<World> = {}) => {
  const { clock, waits } = eagerClock()
  return Object.assign(testWorld({ clock, ...overrides }), { waits })
}

/** Starts a server on loopback until the test is over, and gives its port. */
export const listening = async (server: TcpServer): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

/** A plain HTTP server that remembers the requests, as `METHOD /path`. */
export const serving = async (listener: RequestListener) => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    listener(request, response)
  })
  return { url: `http://127.0.0.1:${await listening(server)}/rudder`, seen, server }
}

/** A transport that is closed when the test is over. */
export const transportTo = (
  url: string,
  world: World = eagerWorld(),
  more: Partial<TransportSettings> = {},
): Transport => {
  const transport = createTransport({ id: 'rudder/test', url, ...more }, world)
  onTestFinished(() => transport.close())
  return transport
}

/** What the connection would hand to the transport. */
export const outgoing = (
  url: string,
  operation: Operation,
  given: RawInput = {},
  more: Partial<Outgoing<RawAnswer>> = {},
): Outgoing<RawAnswer> => ({
  operation,
  request: buildRequest(`${url}/api`, operation, given),
  headers: { accept: 'application/json' },
  lease: {
    token: 't',
    secret: new Secret(() => token),
    identity: 'bot',
    scope: operation.scope,
    endpoint: operation.endpoint,
  },
  present: (value) => ({ 'x-api-token': value }),
  judge: (answer) => answer,
  ...more,
})

/** A live permit for exactly this request. */
export const approved = <T>(out: Outgoing<T>, more: object = {}): Outgoing<T> & { readonly permit: Permit } => {
  const { digest } = out.request
  const claim = {
    proposal: 'p',
    connection: 'rudder/test',
    scope: out.operation.scope,
    digest,
    until: Number.MAX_SAFE_INTEGER,
  }
  return { ...out, permit: issuePermit({ ...claim, ...more }) }
}

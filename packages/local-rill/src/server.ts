import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { personPermissions } from './attributes.ts'
import { runtimeHost } from './call.ts'
import { dispatch } from './dispatch.ts'
import { plainFailed } from './failed.ts'
import { noFaults, taken } from './faults.ts'
import type { LocalRill, LocalRillOptions, RecordedRequest } from './local-rill.ts'
import { serviceOf } from './routes/service.ts'
import { tokens } from './seed/people.ts'
import { seeded } from './seed/seeded.ts'
import { computed, send } from './send.ts'
import { openEngine } from './sql/engine.ts'
import { claimsIn, signed } from './tokens/jwt.ts'

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const day = 86_400_000

/** Starts a local Rill on 127.0.0.1, seeded the same way every time; rejects when the port is taken. */
export async function startRill(options: LocalRillOptions = {}): Promise<LocalRill> {
  const { half = 'cloud', now = Date.now, recent = false } = options
  const firstRow = recent ? Math.floor(now() / day) * day - 104 * day : Date.UTC(2026, 0, 1)
  const state = seeded()
  const engine = openEngine(firstRow, options.domains)
  const key = randomBytes(32).toString('hex')
  const faults = noFaults()
  const requests: RecordedRequest[] = []
  let origin = ''

  const callerOf = (token: string | undefined): string => {
    if (token === undefined) return 'nobody'
    const attr = claimsIn(token)?.attr
    return serviceOf(state, token)?.name ?? String(attr?.email ?? attr?.name ?? 'unknown')
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: raw = '/', headers } = request
    const fault = taken(faults, method, raw)
    if (fault.down) return void request.socket.destroy()
    const [, token] = /^bearer (.*)$/i.exec(headers.authorization ?? '') ?? []
    const body = await read(request)
    const record: RecordedRequest = {
      method,
      path: raw,
      caller: callerOf(token),
      body,
      at: now(),
      status: 0,
      accepted: false,
      answered: false,
      stopped: false,
    }
    requests.push(record)
    const query = new URLSearchParams(raw.includes('?') ? raw.slice(raw.indexOf('?') + 1) : '')
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    const call = { method, query, headers: sent, body, token, now: now(), state, engine, faults: fault, key, origin }
    const { page, takes = 0 } = dispatch(call, raw, half)
    record.status = page.status
    const wait = Math.max(takes, fault.slow)
    if (wait > 0 && !(await computed(wait, response))) {
      record.stopped = true
      return
    }
    record.answered = await send(response, page, fault)
  }

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('date', new Date(now()).toUTCString())
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed || response.headersSent) return void request.socket.destroy()
      const { status, type, body } = plainFailed(500, `a bug in the local Rill: ${String(error)}`).page
      response.writeHead(status, { 'content-type': type }).end(body)
    })
  }
  const server = createServer({ maxHeaderSize: 1 << 20 }, serve)
  server.on('connection', (socket: Socket) => {
    if (!faults.down || faults.only || faults.times === 0) return
    if (faults.times !== undefined) faults.times -= 1
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { organization, project, instance } = state
  return {
    origin,
    url:
      half === 'local'
        ? `${origin}/v1/instances/default`
        : `${origin}/v1/organizations/${organization}/projects/${project}`,
    tokens,
    state,
    faults,
    requests,
    writes: () => [],
    tokenWith: ({ attr, ins = { [instance]: personPermissions }, aud = [runtimeHost], ttl = 900 }) => {
      const iat = Math.floor(now() / 1000)
      return signed(
        { iss: origin, aud, ins, ...(attr && { attr: attr as Record<string, unknown> }), iat, exp: iat + ttl },
        key,
      )
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

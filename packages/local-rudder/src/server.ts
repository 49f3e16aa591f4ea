import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { tokens } from './accounts.ts'
import { type Arrival, dispatch, type Reply, sender } from './dispatch.ts'
import { noFaults, taken } from './faults.ts'
import { generate } from './generation.ts'
import { Latecomers } from './latecomers.ts'
import type { LocalRudder, LocalRudderOptions, RecordedRequest } from './local-rudder.ts'
import { proxyPage, starting, tooLarge, unauthorized } from './pages.ts'
import { seeded } from './seed/seeded.ts'
import { send } from './send.ts'
import { cancel, deploy } from './validation.ts'
import { release } from './versions.ts'

const bodyLimit = 1_000_000

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= bodyLimit) chunks.push(chunk)
  }
  return size > bodyLimit ? undefined : Buffer.concat(chunks).toString('utf8')
}

/** Each server has one of its own, which a restart at the same place does not change. */
const instanceIdOf = (port: number): string => `c0c5ca1d-0000-4000-8000-${String(port).padStart(12, '0')}`

/** Starts a local Rudder on 127.0.0.1, seeded the same way every time; rejects when the port is taken. */
export async function startRudder(options: LocalRudderOptions = {}): Promise<LocalRudder> {
  const now = options.now ?? Date.now
  const api = options.api ?? 21
  release(api)
  const refusesWith = options.refusesWith ?? (api >= 20 ? 403 : 500)
  const setup = { api, refusesWith, release: options.release } as const
  const state = seeded(options.nodes ?? 400, now())
  state.ignoredAreSilent = api < 23
  const faults = noFaults()
  const requests: RecordedRequest[] = []
  const late = new Latecomers(now)

  const perform = (arrival: Arrival, record: RecordedRequest): Reply => {
    const reply = dispatch(arrival, state, now(), setup)
    record.status = reply.status
    record.accepted = reply.accepted
    return reply
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request
    const fault = taken(faults, method, path)
    const pathname = path.split('?', 1).join('')
    if (fault.down) return void request.socket.destroy()
    const body = await read(request)
    const arrival: Arrival = { method, path, headers, body: body ?? '' }
    const version = headers['x-api-version']
    const at = now()
    const record: RecordedRequest = {
      method,
      path,
      account: sender(arrival, state, now())?.name,
      apiVersion: Array.isArray(version) ? version[0] : version,
      body: arrival.body,
      at,
      doneAt: at,
      status: 0,
      accepted: false,
      answered: false,
    }
    requests.push(record)
    await faults.hold?.(method, path)
    late.settle()
    const accepts = headers['accept-encoding']?.toString()
    const put = async (page: Parameters<typeof send>[1]) => {
      record.status = page.status
      record.answered = await send(response, page, fault, accepts)
      record.doneAt = now()
    }
    if (fault.starting || fault.fail503Writes) return put(starting())
    if (fault.html401) return put(unauthorized(pathname, undefined))
    if (fault.json401) return put(unauthorized(pathname, 'application/json'))
    if (body === undefined) return put(tooLarge(path))
    if (fault.losesAnswer) {
      const { commit } = fault.losesAnswer
      if (commit !== 'never') late.add(commit === 'now' ? 0 : commit.afterMs, () => void perform(arrival, record))
      late.settle()
      return void request.socket.destroy()
    }
    if (fault.garbage) return put({ status: 200, type: 'application/json; charset=utf-8', body: '' })
    const reply = perform(arrival, record)
    return put(fault.proxyAnswers ? proxyPage(fault.proxyAnswers) : reply)
  }

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('date', new Date(now()).toUTCString())
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed || response.headersSent) return void request.socket.destroy()
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`a bug in the local Rudder: ${String(error)}`)
    })
  }
  const server = options.tls ? createTlsServer({ ...options.tls, minVersion: 'TLSv1.3' }, serve) : createServer(serve)
  server.on('connection', (socket: Socket) => {
    if (!faults.down || faults.only || faults.times === 0) return
    if (faults.times !== undefined) faults.times -= 1
    socket.destroy()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  state.instanceId = instanceIdOf(port)
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/rudder`,
    tokens,
    get state() {
      late.settle()
      return state
    },
    faults,
    requests,
    writes: () => {
      late.settle()
      return requests.filter((one) => one.accepted)
    },
    settle: () => late.settle(),
    deploy: (id) => deploy(state, id, now()),
    cancel: (id) => cancel(state, id),
    generate: () => generate(state, now()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

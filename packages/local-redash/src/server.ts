import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { dispatch, type Reply } from './dispatch.ts'
import { noFaults, taken } from './faults.ts'
import { settle } from './jobs.ts'
import { keys } from './keys.ts'
import type { LocalRedash, LocalRedashOptions, RecordedRequest } from './local-redash.ts'
import { seeded } from './seed/seeded.ts'
import { send } from './send.ts'
import { differencesOf } from './versions.ts'

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** A path without the keys in it: neither that of `?api_key=` nor the token of a public dashboard. */
const withoutKeys = (path: string): string =>
  path.replace(/([?&]api_key=)[^&]*/g, '$1…').replace(/(\/dashboards\/public\/)[^/?]+/, '$1…')

/** Starts a local Redash on 127.0.0.1, seeded the same way every time; rejects when the port is taken. */
export async function startRedash(options: LocalRedashOptions = {}): Promise<LocalRedash> {
  const { version = '26.3.0', now = Date.now, organization, csrf = false } = options
  const differs = differencesOf(version)
  const state = (options.data ?? seeded)(now(), version)
  const faults = noFaults()
  const requests: RecordedRequest[] = []
  const settled = () => {
    settle(state, now(), differs)
    return state
  }
  let origin = ''

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request
    const fault = taken(faults, method, path)
    if (fault.down) return void request.socket.destroy()
    const body = await read(request)
    const record: RecordedRequest = {
      method,
      path: withoutKeys(path),
      caller: undefined,
      cookies: headers.cookie !== undefined,
      body,
      at: now(),
      status: 0,
      accepted: false,
      answered: false,
    }
    const perform = (): Reply => {
      const arrival = { method, path, authorization: headers.authorization, body }
      const reply = dispatch(arrival, settled(), now(), { version, organization, csrf, origin }, fault)
      Object.assign(record, { status: reply.page.status, accepted: reply.accepted, caller: reply.caller })
      return reply
    }
    requests.push(record)
    await faults.hold?.(method, path)
    if (fault.losesAnswer) {
      if (fault.losesAnswer.commit === 'now') perform()
      return void request.socket.destroy()
    }
    const page = fault.garbage ? { status: 200, type: 'application/json', body: '' } : perform().page
    record.answered = await send(response, page, fault)
  }

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('date', new Date(now()).toUTCString())
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed || response.headersSent) return void request.socket.destroy()
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`a bug in the local Redash: ${String(error)}`)
    })
  }
  const server = createServer(serve)
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
  return {
    url: organization === undefined ? origin : `${origin}/${organization}`,
    version,
    keys,
    get state() {
      return settled()
    },
    faults,
    requests,
    writes: () => requests.filter((one) => one.accepted),
    keyOf: (id) => {
      const query = state.queries.find((one) => one.id === id)
      if (!query) throw new RangeError(`no query ${id}`)
      return query.apiKey
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

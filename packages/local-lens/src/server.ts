import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dispatch } from './dispatch.ts'
import { type LensFaults, noFaults, taken } from './faults.ts'
import { keys } from './keys.ts'
import type { LocalLens, LocalLensOptions, RecordedRequest } from './local-lens.ts'
import type { Page } from './page.ts'
import { seeded } from './seed/seeded.ts'

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Passes real time, or less if the client goes away. */
const held = (ms: number, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (ms <= 0 || response.destroyed) return resolve()
    const done = () => {
      clearTimeout(timer)
      response.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    response.on('close', done)
  })

const distorted = (page: Page, faults: LensFaults): Page => {
  if (faults.proxyAnswers) return { status: faults.proxyAnswers, type: 'text/html', body: '<html>proxy</html>' }
  if (faults.garbage === 'text') return { ...page, status: 200, body: '{"data": [' }
  if (faults.garbage === 'shape') return { ...page, status: 200, body: '{"data":7,"tables":{},"sql":[]}' }
  return page
}

const send = async (response: ServerResponse, page: Page, faults: LensFaults): Promise<boolean> => {
  await held((page.hold ?? 0) + faults.slow, response)
  if (response.destroyed) return false
  const { status, type, body } = distorted(page, faults)
  const bytes = Buffer.from(body)
  response.writeHead(status, { 'content-type': type, 'content-length': bytes.length, 'x-powered-by': 'Express' })
  if (!faults.cutBody) return new Promise((resolve) => response.end(bytes, () => resolve(true)))
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy())
  return false
}

/** Starts a local Lens on 127.0.0.1, seeded the same way every time; rejects when the port is taken. */
export const startLens = async (options: LocalLensOptions = {}): Promise<LocalLens> => {
  const { flavor = 'lens', now = Date.now, name = 'public:sales' } = options
  const base = flavor === 'lens' ? `/lens2/api/${name}` : '/cubejs-api'
  const state = (options.data ?? seeded)(now())
  const faults = noFaults()
  const requests: RecordedRequest[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = taken(faults)
    if (fault.down) return void request.socket.destroy()
    const { method = 'GET', url: path = '/', headers } = request
    const apikey = typeof headers.apikey === 'string' && flavor === 'lens' ? headers.apikey : undefined
    const body = await read(request)
    const record: RecordedRequest = {
      method,
      path,
      header: headers.authorization !== undefined ? 'authorization' : apikey !== undefined ? 'apikey' : undefined,
      body,
      at: now(),
      user: undefined,
      status: 0,
      accepted: false,
      answered: false,
    }
    requests.push(record)
    const type = (headers['content-type'] ?? '').split(';')[0] ?? ''
    const arrival = { method, path, type, body, authorization: headers.authorization, apikey }
    const { page, user } = dispatch(arrival, state, now(), { flavor, base }, fault)
    Object.assign(record, { status: page.status, user })
    record.answered = await send(response, page, fault)
  }

  const server = createServer((request, response) => {
    response.setHeader('date', new Date(now()).toUTCString())
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed || response.headersSent) return void request.socket.destroy()
      response.writeHead(500, { 'content-type': 'text/plain' }).end(`a bug in the local Lens: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    keys,
    state,
    faults,
    requests,
    writes: () => [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

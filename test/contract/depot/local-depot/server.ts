import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const seeded = () => [
  { id: 'p1', name: 'Blue box', shelf: 'A1', token: 'collect-1' },
  { id: 'p2', name: 'Red crate', shelf: 'B2', token: 'collect-2' },
]

interface Arrived {
  readonly method: string
  readonly path: string
  readonly body: string
  status: number
  accepted: boolean
  answered: boolean
}

/** Starts a depot on loopback, with two parcels. */
export const startDepot = async () => {
  const parcels = seeded()
  const requests: Arrived[] = []
  const faults: { refuses: boolean; loses: false | 'now' | 'never' } = { refuses: false, loses: false }
  const keys = new Map<string, readonly string[]>()

  const answer = (one: Arrived, may: (scope: string) => boolean, scopes: readonly string[]): [number, unknown] => {
    const [, , word, id] = one.path.split('/')
    const parcel = parcels.find((each) => each.id === id)
    const writes = one.method !== 'GET'
    if (word === 'token') return [200, { scopes }]
    const scope = word === 'status' ? 'depot:status:read' : `depot:parcels:${writes ? 'write' : 'read'}`
    if (!may(scope)) return [403, { error: `needs ${scope}` }]
    if (word === 'status') return [200, { version: 1 }]
    if (id === undefined) return [200, { parcels }]
    if (!parcel) return [404, { error: `no parcel ${id}` }]
    if (writes) Object.assign(parcel, JSON.parse(one.body), { id })
    one.accepted = writes
    return [200, parcel]
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '', headers } = request
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
    const one: Arrived = { method, path, body, status: 0, accepted: false, answered: false }
    requests.push(one)
    const writes = method !== 'GET'
    const scopes = keys.get(headers.authorization?.replace('Bearer ', '') ?? '')
    const may = (scope: string) => scopes?.includes(scope) ?? false
    const lost = writes && faults.loses
    if (lost === 'never') return void request.socket.destroy()
    const [status, data] =
      !scopes || (writes && faults.refuses) ? [401, { error: 'no such key' }] : answer(one, may, scopes)
    one.status = status
    if (lost) return void request.socket.destroy()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data))
    one.answered = true
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    parcels,
    requests,
    faults,
    keys,
    writes: () => requests.filter(({ accepted }) => accepted),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type LocalDepot = Awaited<ReturnType<typeof startDepot>>

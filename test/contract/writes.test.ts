import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTls } from 'node:tls'
import { startRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { systems } from '../../src/app.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { listening } from '../systems/calling.ts'
import { certificate, openssl } from '../tls.ts'
import { approvalFor, connected, everything, operationsOf } from './connected.ts'
import { inputsFor, prepare } from './inputs.ts'

const writes = systems.flatMap((system) =>
  Object.entries(operationsOf(system)).filter(([, { kind }]) => kind === 'write'),
)
const local = await startRudder({ nodes: 4 })
prepare(local)
/** For each operation a call of it. */
const inputs = inputsFor(local)
await local.close()
const certificates = openssl ? ([certificate(), certificate()] as const) : undefined
const writer = everything('tok-of-the-writer')
const handshake = JSON.stringify({
  result: 'success',
  data: { availableVersions: { latest: 21, all: [{ version: 21, status: 'maintained' }] } },
})

test('every write operation is known to this test', () => {
  expect(writes.length).toBeGreaterThan(0)
  expect(writes.map(([name]) => name).filter((name) => !inputs[name])).toEqual([])
})

describe.each(writes)('%s', (name, operation) => {
  const [method = '', template = ''] = operation.endpoint.split(' ')
  const input = inputs[name] ?? {}

  /** A server that opens the handshake and treats everything else as `unkind` does; what it saw. */
  const server = async (unkind: RequestListener) => {
    const seen: string[] = []
    const http = createHttp((request, response) => {
      if (request.url === '/rudder/api/latest/info') return void response.end(handshake)
      seen.push(`${request.method} ${request.url?.split('?')[0]}`)
      unkind(request, response)
    })
    const connection = connected(`http://127.0.0.1:${await listening(http)}/rudder`, [writer])
    const send = () => connection.write(operation, input, approvalFor(connection, operation, input))
    return { seen, send }
  }

  const statuses = [500, 502, 503, 504, 429, 401, 403, 404, 408, 301, 307, 308]
  test.for(statuses)('against a server that answers %i it makes exactly one request', async (status) => {
    const { seen, send } = await server((_, response) => {
      response.writeHead(status, { 'retry-after': '0', location: '/rudder/api/elsewhere' }).end('<html>no</html>')
    })
    await expect(send()).rejects.toMatchObject({ name: 'SystemError', unsent: false })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const path = template.replace(/\{(\w+)\}/g, (_, key: string) => String(input[key]))
    expect(seen).toEqual([`${method} /rudder/api${path}`])
  })

  test('and one for each approval, not one more', async () => {
    const { seen, send } = await server((_, response) => void response.writeHead(503).end())
    for (let i = 0; i < 4; i += 1) await expect(send()).rejects.toMatchObject({ kind: 'unavailable' })
    expect(seen).toHaveLength(4)
  })

  test('where the connection is reset it makes exactly one as well', async () => {
    const { seen, send } = await server((request) => request.socket.resetAndDestroy())
    await expect(send()).rejects.toMatchObject({ kind: 'unreachable', unsent: false })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(seen).toHaveLength(1)
  })

  test('a read of the same server is tried again, so the server is able to count', async () => {
    let seen = 0
    const http = createHttp((request, response) => {
      if (request.url?.endsWith('/info')) return void response.end(handshake)
      seen += 1
      response.writeHead(503).end()
    })
    const connection = connected(`http://127.0.0.1:${await listening(http)}/rudder`, [writer])
    await expect(connection.call(rudder.operations.rules)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(seen).toBe(3)
  })

  describe.skipIf(!certificates)('with another key than the pinned one', () => {
    const [mine, other] = certificates ?? []
    if (!mine || !other) return

    test('the server receives no byte, neither of the handshake nor of the write', async () => {
      let [connections, bytes] = [0, 0]
      const tls = createTls({ key: mine.key, cert: mine.cert }, (socket) =>
        socket
          .on('error', () => {})
          .on('data', (data) => {
            bytes += data.length
          }),
      )
      tls.on('connection', () => {
        connections += 1
      })
      const url = `https://127.0.0.1:${await listening(tls)}/rudder`
      const connection = connected(url, [writer], { tls: { pin: other.pin } })
      const approval = approvalFor(connection, operation, input)
      await expect(connection.write(operation, input, approval)).rejects.toMatchObject({
        kind: 'unreachable',
        unsent: true,
        reason: 'pin-mismatch',
        keys: { pinned: other.pin },
      })
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect({ tried: connections > 0, bytes }).toEqual({ tried: true, bytes: 0 })
    })

    test('nor where the server changed its key after the handshake', async () => {
      const seen: string[] = []
      const listener: RequestListener = (request, response) => {
        seen.push(`${request.method} ${request.url}`)
        // The next socket is of a server with another key; this one is not used again.
        server.setSecureContext({ key: other.key, cert: other.cert })
        response.setHeader('connection', 'close').end(handshake)
      }
      const server = createHttps({ key: mine.key, cert: mine.cert, minVersion: 'TLSv1.3' }, listener)
      const url = `https://127.0.0.1:${await listening(server)}/rudder`
      const connection = connected(url, [writer], { tls: { pin: mine.pin } })
      const sent = connection.write(operation, input, approvalFor(connection, operation, input))
      await expect(sent).rejects.toMatchObject({ kind: 'unreachable', unsent: true })
      expect(seen).toEqual(['GET /rudder/api/latest/info'])
    })
  })
})

import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTls } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import type { Connection, System } from '../../../src/systems/system.ts'
import { issuePermit } from '../../../src/vault/permit.ts'
import { some } from '../../runs.ts'
import { certificate, openssl } from '../../tls.ts'
import { listening } from '../calling.ts'
import { approvalFor, callOf, connectedTo, everythingOf, operationsOf } from './connected.ts'
import type { Inputs, LocalSystem, Running } from './local-system.ts'
import { filled, isHandshake } from './matching.ts'

const certificates = openssl ? ([certificate(), certificate()] as const) : undefined
const statuses = [500, 502, 503, 504, 429, 401, 403, 404, 408, 301, 307, 308]
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Each write needs a permit of its own and is sent at most once, whatever the server or the network does. */
export const onceContract = <L extends Running>(system: System, kind: LocalSystem<L>, inputs: Inputs<L>): void => {
  const all = Object.entries(operationsOf(system))
  const writes = all.filter(([, operation]) => operation.kind === 'write')
  const handshakes = all.filter(([, { shape }]) => shape.internal === 'handshake')
  const writer = everythingOf(system, 'tok-of-the-writer')
  /** For each operation a call of it; what the handshake is answered, by its path; and the path of a connection. */
  let calls: Readonly<Record<string, RawInput>> = {}
  let path = ''
  const opens = new Map<string, string>()

  beforeAll(async () => {
    const local = await kind.start('usual')
    inputs.prepare?.(local)
    calls = inputs.operations(local)
    path = new URL(local.url).pathname.replace(/\/$/, '')
    for (const [name, operation] of handshakes) {
      const url = new URL(system.protocol.base(local.url, operation))
      url.pathname += `/${filled(operation, calls[name] ?? {}).join('/')}`
      const answer = await fetch(url, { headers: system.protocol.present(kind.token(local, operation)) })
      opens.set(url.pathname, await answer.text())
    }
    await local.close()
  })

  /** A server that is opened as any and treats everything else as `unkind` does; what else it saw. */
  const server = async (unkind: RequestListener) => {
    const seen: string[] = []
    const http = createHttp((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://x')
      const opened = opens.get(pathname)
      if (opened !== undefined) return void response.setHeader('content-type', 'application/json').end(opened)
      seen.push(`${request.method} ${pathname}`)
      unkind(request, response)
    })
    const url = `http://127.0.0.1:${await listening(http)}${path}`
    return { seen, url, connection: connectedTo(system, url, [writer]) }
  }

  const pathOf = (url: string, operation: Operation, input: RawInput) =>
    `${new URL(system.protocol.base(url, operation)).pathname}/${filled(operation, input).join('/')}`

  test.skipIf(writes.length === 0)(
    'a read of such a server is tried again, so the server is able to count',
    async () => {
      const { seen, connection } = await server((_, response) => void response.writeHead(503).end())
      const [name, read] = all.find(
        ([, { kind, shape }]) => kind === 'read' && !shape.internal && shape.retry !== false,
      ) as (typeof all)[0]
      await expect(callOf(connection, read, calls[name] ?? {})).rejects.toMatchObject({ kind: 'unavailable' })
      expect(seen).toHaveLength(3)
    },
  )

  test.each(all.filter(([, { shape }]) => shape.each))(
    '%s: a list that is not in the answer is an error',
    async (name, list) => {
      const { connection } = await server((_, response) => void response.end('{"nothing":[]}'))
      await expect(callOf(connection, list, calls[name] ?? {})).rejects.toMatchObject({ kind: 'unexpected-answer' })
    },
  )

  describe.each(writes)('%s', (name, operation) => {
    const [method = ''] = operation.endpoint.split(' ')
    const sending = (connection: Connection) => {
      const input = calls[name]
      if (!input) throw new Error(`There is no input for the operation ${name}.`)
      return () => connection.write(operation, input, approvalFor(connection, operation, input))
    }

    test('without a permit, with that of another request, or with one that was spent, nothing is sent', async () => {
      const { seen, connection } = await server((_, response) => void response.writeHead(503).end())
      const input = calls[name] ?? {}
      const refused = async (permit: unknown) =>
        expect(connection.write(operation, input, permit)).rejects.toThrow(/is not sent/)
      await refused(undefined)
      const claim = { proposal: 'p', connection: connection.id, scope: operation.scope, until: Number.MAX_SAFE_INTEGER }
      await refused(issuePermit({ ...claim, digest: 'of another request' }))
      expect(seen).toEqual([])
      const permit = approvalFor(connection, operation, input)
      await expect(connection.write(operation, input, permit)).rejects.toMatchObject({ kind: 'unavailable' })
      await refused(permit)
      expect(seen).toHaveLength(1)
    })

    test.for(some(3, statuses))('against a server that answers %i it makes exactly one request', async (status) => {
      const { seen, url, connection } = await server((_, response) => {
        response.writeHead(status, { 'retry-after': '0', location: `${path}/elsewhere` }).end('<html>no</html>')
      })
      await expect(sending(connection)()).rejects.toMatchObject({ name: 'SystemError', unsent: false })
      await pause(20)
      expect(seen).toEqual([`${method} ${pathOf(url, operation, calls[name] ?? {})}`])
    })

    test('and one for each permit, not one more', async () => {
      const { seen, connection } = await server((_, response) => void response.writeHead(503).end())
      const send = sending(connection)
      for (let i = 0; i < 4; i += 1) await expect(send()).rejects.toMatchObject({ kind: 'unavailable' })
      expect(seen).toHaveLength(4)
    })

    test('where the connection is reset it makes exactly one as well', async () => {
      const { seen, connection } = await server((request) => request.socket.resetAndDestroy())
      await expect(sending(connection)()).rejects.toMatchObject({ kind: 'unreachable', unsent: false })
      await pause(20)
      expect(seen).toHaveLength(1)
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
        const url = `https://127.0.0.1:${await listening(tls)}${path}`
        const connection = connectedTo(system, url, [writer], { tls: { pin: other.pin } })
        await expect(sending(connection)()).rejects.toMatchObject({
          kind: 'unreachable',
          unsent: true,
          reason: 'pin-mismatch',
          keys: { pinned: other.pin },
        })
        await pause(50)
        expect({ tried: connections > 0, bytes }).toEqual({ tried: true, bytes: 0 })
      })

      test.skipIf(handshakes.length === 0)('nor where the server changed its key after the handshake', async () => {
        const seen: string[] = []
        const listener: RequestListener = ({ method = '', url = '' }, response) => {
          seen.push(isHandshake(system, `https://x${path}`, { method, path: url }) ? 'handshake' : url)
          // The next socket is of a server with another key; this one is not used again.
          server.setSecureContext({ key: other.key, cert: other.cert })
          response.setHeader('connection', 'close').setHeader('content-type', 'application/json').end(opens.get(url))
        }
        const server = createHttps({ key: mine.key, cert: mine.cert, minVersion: 'TLSv1.3' }, listener)
        const url = `https://127.0.0.1:${await listening(server)}${path}`
        const connection = connectedTo(system, url, [writer], { tls: { pin: mine.pin } })
        await expect(sending(connection)()).rejects.toMatchObject({ kind: 'unreachable', unsent: true })
        expect(seen).toEqual(['handshake'])
      })
    })
  })
}

import { createServer as createHttps } from 'node:https'
import { createServer as createTcp } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { ReadTooOld } from '../../src/systems/read-too-old.ts'
import { Secret } from '../../src/vault/secret.ts'
import { startProxy } from '../proxy.ts'
import { certificate, openssl } from '../tls.ts'
import { approved, eagerWorld, input, listening, outgoing, rules, transportTo, updateRule } from './calling.ts'

const failed = (kind: string, more: object = {}) => expect.objectContaining({ name: 'SystemError', kind, ...more })

describe.skipIf(!openssl)('TLS', () => {
  // As Rudder makes its own: no host name in it. And one as an internal authority would.
  const bare = certificate()
  const named = certificate({ subject: '/CN=rudder.example', san: 'DNS:rudder.example,DNS:localhost,IP:127.0.0.1' })
  const other = certificate()

  const secure = async ({ key, cert } = bare) => {
    let resumed = 0
    const server = createHttps({ key, cert, minVersion: 'TLSv1.3' }, (_, response) => response.end('{}'))
    server.on('secureConnection', (socket) => {
      resumed += Number(socket.isSessionReused())
    })
    const port = await listening(server)
    return { port, url: `https://127.0.0.1:${port}/rudder`, resumed: () => resumed }
  }

  test.for(['https://127.0.0.1', 'https://localhost'])(
    'the authority in the settings is believed: %s',
    async (host) => {
      const { port } = await secure(named)
      const url = `${host}:${port}/rudder`
      expect(
        await transportTo(url, eagerWorld(), { tls: { ca: named.cert } }).send(outgoing(url, rules)),
      ).toMatchObject({ status: 200 })
    },
  )

  test.for([
    ['nobody knows', named, {}],
    ['another authority signed', named, { ca: other.cert }],
    ['has no host name', bare, { ca: bare.cert }],
  ] as const)('a certificate that %s is refused, and nothing is sent', async ([, served, tls]) => {
    const { url } = await secure(served)
    const transport = transportTo(url, eagerWorld(), { tls })
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
      failed('unreachable', { unsent: true }),
    )
  })

  test('the pin of its key is enough for a certificate without a name, on every new socket', async () => {
    const { url, resumed } = await secure()
    const transport = transportTo(url, eagerWorld(), { tls: { pin: bare.pin } })
    for (let i = 0; i < 4; i += 1) {
      await transport.send(outgoing(url, rules))
      await transport.send(approved(outgoing(url, updateRule, input)))
    }
    expect(resumed()).toBe(0)
  })

  test('a write whose socket took longer to make than it may wait is not sent, and its permit is still good', async () => {
    const world = eagerWorld()
    const seen: string[] = []
    let slow = true
    const { key, cert } = named
    const SNICallback = (_: string, done: (error: Error | null) => void) => {
      if (slow) void world.clock.sleep(2_001)
      done(null)
    }
    const server = createHttps({ key, cert, SNICallback }, (request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    const url = `https://localhost:${await listening(server)}/rudder`
    const transport = transportTo(url, world, { tls: { ca: cert } })
    const out = approved(outgoing(url, updateRule, input))
    const send = () => transport.send({ ...out, notAfter: world.clock.now() + 2_000 })
    await expect(send()).rejects.toThrow(ReadTooOld)
    expect(seen).toEqual([])
    slow = false
    expect(await send()).toMatchObject({ status: 200 })
    await expect(send()).rejects.toThrow('the permit is spent')
    expect(seen).toEqual(['POST /rudder/api/rules/r1'])
  })

  test('with an authority and a pin, both must hold', async () => {
    const { url } = await secure(named)
    const send = (tls: object) => transportTo(url, eagerWorld(), { tls }).send(outgoing(url, rules))
    await send({ ca: named.cert, pin: named.pin })
    await expect(send({ ca: other.cert, pin: named.pin })).rejects.toEqual(failed('unreachable'))
    await expect(send({ ca: named.cert, pin: other.pin })).rejects.toEqual(failed('unreachable'))
  })

  test('any certificate is taken where the settings say so, but not another key than the pinned one', async () => {
    const { url } = await secure()
    await transportTo(url, eagerWorld(), { tls: { insecure: true } }).send(outgoing(url, rules))
    const transport = transportTo(url, eagerWorld(), { tls: { insecure: true, pin: other.pin } })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('unreachable'))
  })

  test('to a server with another key goes no byte of a request', async () => {
    let connections = 0
    let bytes = 0
    const server = createTls({ key: bare.key, cert: bare.cert }, (socket) =>
      socket
        .on('error', () => {})
        .on('data', (data) => {
          bytes += data.length
          socket.end('HTTP/1.1 204 None\r\nconnection: close\r\n\r\n')
        }),
    )
    server.on('connection', () => {
      connections += 1
    })
    const url = `https://127.0.0.1:${await listening(server)}/rudder`
    const transport = transportTo(url, eagerWorld(), { tls: { pin: other.pin } })
    const keys = { shown: bare.pin, pinned: other.pin }
    const refused = failed('unreachable', { unsent: true, reason: 'pin-mismatch', keys })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(refused)
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(refused)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect({ connections, bytes }).toEqual({ connections: 2, bytes: 0 })
    // The same server does count what comes with the right pin.
    await transportTo(url, eagerWorld(), { tls: { pin: bare.pin } }).send(outgoing(url, rules))
    expect(bytes).toBeGreaterThan(100)
  })

  test('a handshake that does not end is a timeout, and unsent', async () => {
    const port = await listening(createTcp((socket) => socket.on('error', () => {})))
    const url = `https://127.0.0.1:${port}/rudder`
    const transport = transportTo(url, eagerWorld(), { limits: { connectMs: 50 } })
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
      failed('timeout', { unsent: true }),
    )
  })

  test('a server that hangs up in the handshake is unreachable, and unsent', async () => {
    const port = await listening(
      createTcp((socket) => socket.on('error', () => {}).once('data', () => socket.destroy())),
    )
    const url = `https://127.0.0.1:${port}/rudder`
    await expect(transportTo(url).send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
      failed('unreachable', { unsent: true }),
    )
  })

  describe('through a proxy', () => {
    const authorization = `Basic ${Buffer.from('us@er:pass').toString('base64')}`
    const proxying = async (to: number, answers = 200) => {
      const proxy = Object.assign(await startProxy(() => to), { answers })
      return { through: { proxy: proxy.url, proxyAuthorization: new Secret(() => authorization) }, asked: proxy.asked }
    }
    const url = 'https://rudder.example:8443/rudder'

    test('the name is the proxy’s to find, and the certificate is checked against it', async () => {
      const { through, asked } = await proxying((await secure(named)).port)
      const transport = transportTo(url, eagerWorld(), { ...through, tls: { ca: named.cert } })
      await transport.send(outgoing(url, rules))
      // undici takes a socket back in the next turn of the event loop.
      await new Promise((resolve) => setTimeout(resolve, 20))
      await transport.send(outgoing(url, rules))
      await transport.send(approved(outgoing(url, updateRule, input)))
      const line = { target: 'rudder.example:8443', authorization }
      expect(asked).toEqual([line, line])
      await expect(transportTo(url, eagerWorld(), through).send(outgoing(url, rules))).rejects.toEqual(
        failed('unreachable'),
      )
    })

    test('the pin is checked as well', async () => {
      const { through } = await proxying((await secure()).port)
      await transportTo(url, eagerWorld(), { ...through, tls: { pin: bare.pin } }).send(outgoing(url, rules))
      const transport = transportTo(url, eagerWorld(), { ...through, tls: { pin: other.pin } })
      await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('unreachable', { unsent: true }))
    })

    test.for([407, 502])('that refuses (%i), nothing was sent', async (answer) => {
      const { through, asked } = await proxying(1, answer)
      const transport = transportTo(url, eagerWorld(), through)
      await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
        failed('unreachable', {
          unsent: true,
          reason: 'proxy-refused',
          detail: String(answer),
        }),
      )
      expect(asked).toHaveLength(1)
    })

    test('that is not there is told apart from a system that is not', async () => {
      const transport = transportTo(url, eagerWorld(), { proxy: 'http://127.0.0.1:1' })
      await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
        failed('unreachable', { unsent: true, reason: 'proxy-unreachable', detail: 'ECONNREFUSED' }),
      )
    })

    test('that is silent, it is a timeout', async () => {
      const port = await listening(createTcp((socket) => socket.on('error', () => {})))
      const transport = transportTo(url, eagerWorld(), { proxy: `http://127.0.0.1:${port}`, limits: { connectMs: 50 } })
      await expect(transport.send(outgoing(url, rules))).rejects.toEqual(
        failed('timeout', { unsent: true, reason: 'connect-timeout' }),
      )
    })
  })
})

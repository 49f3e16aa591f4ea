import { createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import { read } from '../../src/systems/operation.ts'
import type { RawAnswer } from '../../src/systems/system.ts'
import { testWorld } from '../world.ts'
import { eagerWorld, listening, outgoing, rule, rules, serving, token, transportTo } from './calling.ts'

const failed = (kind: string, more: object = {}) => expect.objectContaining({ name: 'SystemError', kind, ...more })

describe('a read', () => {
  test('carries the token, asks for gzip, and gives the whole answer', async () => {
    const { url } = await serving((request, response) => {
      expect(request.headers).toMatchObject({
        'x-api-token': token,
        'accept-encoding': 'gzip',
        accept: 'application/json',
      })
      response.setHeader('content-type', 'Application/JSON; charset=utf-8').end('{"é":1}')
    })
    const answer = await transportTo(url).send(outgoing(url, rule, { ruleId: 'a b' }))
    expect(answer).toMatchObject({ status: 200, type: 'application/json', text: '{"é":1}' })
  })

  test.for([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)('is decompressed: %s', async ([encoding, compress]) => {
    const { url } = await serving((_, response) => {
      response.setHeader('content-encoding', encoding).end(compress('text'.repeat(1000)))
    })
    const answer = await transportTo(url).send(outgoing(url, rules))
    expect(answer.text).toBe('text'.repeat(1000))
  })

  test('an empty answer is an answer, also where it claims to be compressed', async () => {
    const { url } = await serving((_, response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end())
    expect(await transportTo(url).send(outgoing(url, rules))).toMatchObject({ status: 204, text: '' })
  })

  test('a bomb ends at the cap, long before it is unfolded', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000))
    const { url, seen } = await serving((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb))
    const before = process.memoryUsage().rss
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(failed('too-large'))
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
    expect(seen).toHaveLength(1)
  })

  test.for([true, false])('a body over the cap ends the socket; announced: %s', async (announced) => {
    let closed: () => void
    const gone = new Promise<void>((resolve) => {
      closed = resolve
    })
    const { url, seen } = await serving((request, response) => {
      request.socket.once('close', () => closed())
      if (announced) response.setHeader('content-length', 10_000_000)
      response.write('x'.repeat(20_000))
    })
    const transport = transportTo(url, eagerWorld(), { limits: { wholeBytes: 10_000 } })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('too-large'))
    await gone
    expect(seen).toHaveLength(1)
  })

  test('an error of any size keeps its meaning', async () => {
    const { url } = await serving((_, response) => response.writeHead(403).end('x'.repeat(50_000)))
    const transport = transportTo(url, eagerWorld(), { limits: { wholeBytes: 10_000 } })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('forbidden', { status: 403 }))
  })

  test.for([
    [401, 'auth'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [418, 'unexpected-answer'],
    [500, 'unexpected-answer'],
  ] as const)('%i is %s and is not asked again', async ([status, kind]) => {
    const { url, seen } = await serving((_, response) => response.writeHead(status).end())
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(failed(kind, { status, unsent: false }))
    expect(seen).toHaveLength(1)
  })

  test('a redirect is not followed', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(
      failed('unexpected-answer', { status: 302, reason: 'redirect' }),
    )
    expect(seen).toEqual(['GET /rudder/api/rules'])
  })

  test('what the protocol says of an answer comes first', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(500).end('{"errorDetails":"no"}'))
    const judge = (answer: RawAnswer) => {
      expect(answer).toMatchObject({ status: 500, text: '{"errorDetails":"no"}' })
      throw new SystemError({ connection: 'rudder/test', endpoint: rules.endpoint, kind: 'not-found' })
    }
    await expect(transportTo(url).send(outgoing(url, rules, {}, { judge }))).rejects.toEqual(failed('not-found'))
    expect(seen).toHaveLength(1)
  })

  test('nothing is kept between two reads', async () => {
    let count = 0
    const { url } = await serving((_, response) => {
      count += 1
      response.writeHead(200, { 'cache-control': 'max-age=600', etag: '"1"' }).end(String(count))
    })
    const transport = transportTo(url)
    await transport.send(outgoing(url, rules))
    expect((await transport.send(outgoing(url, rules))).text).toBe('2')
  })
})

describe('a read is tried again', () => {
  test.for([429, 502, 503, 504])('after %i, with growing waits', async (status) => {
    const { url, seen } = await serving((_, response) => response.writeHead(seen.length < 3 ? status : 200).end('ok'))
    const world = eagerWorld()
    expect(await transportTo(url, world).send(outgoing(url, rules))).toMatchObject({ text: 'ok' })
    expect(seen).toHaveLength(3)
    const [first = 0, second = 0] = world.waits
    expect(first).toBeGreaterThanOrEqual(125)
    expect(first).toBeLessThanOrEqual(250)
    expect(second).toBeGreaterThanOrEqual(250)
    expect(second).toBeLessThanOrEqual(500)
  })

  test('three times at most', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(503).end())
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(failed('unavailable', { status: 503 }))
    expect(seen).toHaveLength(3)
  })

  test('but not where the operation forbids it', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(503).end())
    const once = read('rudder:rules:run', 'GET /rules', { retry: false })
    await expect(transportTo(url).send(outgoing(url, once))).rejects.toEqual(failed('unavailable'))
    expect(seen).toHaveLength(1)
  })

  test('a POST that only reads is one, too', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(seen.length < 2 ? 503 : 200).end())
    const check = read('rudder:rules:run', 'POST /rules/check', {})
    await transportTo(url).send(outgoing(url, check))
    expect(seen).toHaveLength(2)
  })

  test('not before the server wants it', async () => {
    const { url, seen } = await serving((_, response) =>
      response.writeHead(seen.length < 2 ? 429 : 200, { 'retry-after': '7' }).end(),
    )
    const world = eagerWorld()
    await transportTo(url, world).send(outgoing(url, rules))
    expect(world.waits[0]).toBeGreaterThanOrEqual(7_000)
    expect(world.waits[0]).toBeLessThan(7_500)
  })

  test('and not at all where the server wants a long wait', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(failed('rate-limited'))
    expect(seen).toHaveLength(1)
  })

  test('after a reset and after a cut-off body', async () => {
    const { url, seen } = await serving((request, response) => {
      if (seen.length === 1) return request.socket.resetAndDestroy()
      if (seen.length > 2) return void response.end('{"whole":true}')
      response.writeHead(200, { 'content-length': 1000 })
      response.write('{"half":')
      setTimeout(() => request.socket.destroy(), 20)
    })
    expect(await transportTo(url).send(outgoing(url, rules))).toMatchObject({ text: '{"whole":true}' })
    expect(seen).toHaveLength(3)
  })

  test.for(['plain', 'chunked', 'gzip'])('a body that is always cut off says so: %s', async (how) => {
    const { url, seen } = await serving((request, response) => {
      const half = how === 'gzip' ? gzipSync('text'.repeat(10_000)).subarray(0, 40) : 'half'
      response.writeHead(200, {
        ...(how === 'plain' && { 'content-length': 100 }),
        ...(how === 'gzip' && { 'content-encoding': 'gzip' }),
      })
      response.write(half)
      setTimeout(() => (how === 'gzip' ? response.end() : request.socket.destroy()), 20)
    })
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(
      failed('unexpected-answer', { reason: 'cut-off', unsent: false }),
    )
    expect(seen).toHaveLength(3)
  })

  test('when nothing answers on the port: unreachable, and unsent', async () => {
    const server = createServer()
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const { port } = server.address() as { port: number }
        server.close(() => resolve(port))
      }),
    )
    const world = eagerWorld()
    const url = `http://127.0.0.1:${port}/rudder`
    await expect(transportTo(url, world).send(outgoing(url, rules))).rejects.toEqual(
      failed('unreachable', { unsent: true, cause: expect.objectContaining({ code: 'ECONNREFUSED' }) }),
    )
    expect(world.waits).toHaveLength(2)
  })
})

describe('limits', () => {
  test('an answer whose head does not come is asked for once more, then it is a timeout', async () => {
    const { url, seen } = await serving(() => {})
    const transport = transportTo(url, eagerWorld(), { limits: { totalMs: 300 } })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('timeout', { unsent: false }))
    expect(seen).toHaveLength(2)
  })

  test('a body that drips ends with the whole time', async () => {
    const { url, seen } = await serving((_, response) => {
      const drip = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(drip))
    })
    const transport = transportTo(url, eagerWorld(), { limits: { totalMs: 200 } })
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('timeout'))
    expect(seen).toHaveLength(1)
  })

  test('reads share the sockets', async () => {
    let now = 0
    let most = 0
    const { url } = await serving((_, response) => {
      now += 1
      most = Math.max(most, now)
      setTimeout(() => {
        now -= 1
        response.end()
      }, 10)
    })
    const transport = transportTo(url, eagerWorld(), { limits: { sockets: 2 } })
    await Promise.all(Array.from({ length: 10 }, () => transport.send(outgoing(url, rules))))
    expect(most).toBe(2)
  })

  test('a server that does not speak HTTP is told apart', async () => {
    const port = await listening(createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n')))
    const url = `http://127.0.0.1:${port}/rudder`
    await expect(transportTo(url).send(outgoing(url, rules))).rejects.toEqual(
      failed('unexpected-answer', { reason: 'not-http' }),
    )
  })
})

describe('stopping', () => {
  test('the signal ends a read at once, with its reason', async () => {
    const { url } = await serving(() => {})
    const reason = new Error('the person pressed stop')
    const controller = new AbortController()
    const sent = transportTo(url).send(outgoing(url, rules, {}, { signal: controller.signal }))
    setTimeout(() => controller.abort(reason), 30)
    await expect(sent).rejects.toBe(reason)
  })

  test('and ends the wait before another try', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(503).end())
    const controller = new AbortController()
    const sent = transportTo(url, testWorld()).send(outgoing(url, rules, {}, { signal: controller.signal }))
    setTimeout(() => controller.abort(new Error('stop')), 100)
    await expect(sent).rejects.toThrow('stop')
    expect(seen).toHaveLength(1)
  })

  test('an aborted signal sends nothing', async () => {
    const { url, seen } = await serving((_, response) => response.end())
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(transportTo(url).send(outgoing(url, rules, {}, { signal }))).rejects.toThrow('too late')
    expect(seen).toHaveLength(0)
  })

  test('closing ends reads, and nothing is sent later', async () => {
    const { url, seen } = await serving(() => {})
    const transport = transportTo(url)
    const sent = transport.send(outgoing(url, rules))
    const ended = expect(sent).rejects.toEqual(failed('unavailable', { reason: 'stopping' }))
    await expect.poll(() => seen.length).toBe(1)
    await transport.close()
    await ended
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(failed('unavailable', { unsent: true }))
    expect(seen).toHaveLength(1)
  })
})

import { createServer, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { write } from '../../src/systems/operation.ts'
import { issuePermit, Permit } from '../../src/vault/permit.ts'
import { some } from '../runs.ts'
import {
  approved,
  eagerWorld,
  input,
  listening,
  outgoing,
  rule,
  rules,
  serving,
  transportTo,
  updateRule,
  writes,
} from './calling.ts'

const failed = (kind: string, more: object = {}) => expect.objectContaining({ name: 'SystemError', kind, ...more })
const bug = expect.objectContaining({ name: 'Error' })

describe('a write without a fitting permit is a bug, and nothing is sent', () => {
  const wrong = {
    'another connection': { connection: 'rudder/other' },
    'another scope': { scope: 'rudder:nodes:write' },
    'another call': { digest: 'f'.repeat(64) },
    ended: { until: 1 },
  }
  test.for(Object.entries(wrong))('%s', async ([why, more]) => {
    const { url, seen, server } = await serving((_, response) => response.end('{}'))
    let connections = 0
    server.on('connection', () => {
      connections += 1
    })
    const out = approved(outgoing(url, updateRule, input), more)
    await expect(transportTo(url).send(out)).rejects.toThrow(why)
    expect(seen).toEqual([])
    expect(connections).toBe(0)
  })

  test.for([undefined, {}, Object.create(Permit.prototype) as object])('none, or a made-up one', async (permit) => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const out = { ...outgoing(url, updateRule, input), permit: permit as Permit }
    await expect(transportTo(url).send(out)).rejects.toEqual(bug)
    expect(seen).toEqual([])
  })

  test('a permit is for one request only', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const transport = transportTo(url)
    const out = approved(outgoing(url, updateRule, input))
    const both = await Promise.allSettled([transport.send(out), transport.send(out)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(seen).toHaveLength(1)
  })

  test('the digest is of what is sent, whatever the request says of itself', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const out = approved(outgoing(url, updateRule, input))
    const changed = { ...out, request: { ...out.request, body: '{"enabled":true}' } }
    await expect(transportTo(url).send(changed)).rejects.toThrow('digest')
    expect(seen).toEqual([])
  })

  test('a read does not spend one', async () => {
    const { url } = await serving((_, response) => response.end('{}'))
    const out = outgoing(url, rules)
    const claim = { connection: 'rudder/test', scope: rules.scope, digest: out.request.digest }
    const permit = issuePermit({ proposal: 'p', until: 2, ...claim })
    await transportTo(url).send({ ...out, permit })
    expect(Permit.spend(permit, claim, 1)).toBeUndefined()
  })
})

describe('what is not the declared operation is a bug, and nothing is sent', () => {
  const cases = {
    'a lease for another scope': (url: string) => {
      const out = outgoing(url, rules)
      return { ...out, lease: { ...out.lease, scope: 'rudder:nodes:read' } }
    },
    'a lease for another endpoint': (url: string) => ({
      ...outgoing(url, rules),
      lease: outgoing(url, rule, { ruleId: 'a' }).lease,
    }),
    'another host': (url: string) => ({
      ...outgoing(url, rules),
      request: outgoing('http://127.0.0.1:1/rudder', rules).request,
    }),
    'another folder': (url: string) => ({
      ...outgoing(url, rules),
      request: outgoing(url.replace(/rudder$/, 'other'), rules).request,
    }),
    'a folder that begins alike': (url: string) => ({
      ...outgoing(url, rules),
      request: outgoing(`${url}2`, rules).request,
    }),
    'another path': (url: string) => ({
      ...outgoing(url, rules),
      request: outgoing(url, rule, { ruleId: 'a' }).request,
    }),
    'a path that climbs': (url: string) => {
      const out = outgoing(url, rule, { ruleId: 'a' })
      return { ...out, request: { ...out.request, url: out.request.url.replace('/rules/a', '/x/../rules/a') } }
    },
    'a parameter that climbs': (url: string) => {
      const out = outgoing(url, rule, { ruleId: 'a' })
      return { ...out, request: { ...out.request, path: { ruleId: '..' }, url: out.request.url.replace('/a', '/..') } }
    },
    'another method': (url: string) => ({
      ...outgoing(url, rule, { ruleId: 'r1' }),
      request: outgoing(url, updateRule, input).request,
    }),
  }
  test.for(Object.entries(cases))('%s', async ([, make]) => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    await expect(transportTo(url).send(make(url))).rejects.toEqual(bug)
    expect(seen).toEqual([])
  })

  test('a request from inside a store transaction', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const world = eagerWorld()
    const transport = transportTo(url, world)
    const sent = world.transaction.run(() => transport.send(outgoing(url, rules)))
    await expect(sent).rejects.toThrow('transaction')
    const streamed = world.transaction.run(async () => {
      for await (const _ of transport.stream(outgoing(url, rules), { at: 'data.rules' }));
    })
    await expect(streamed).rejects.toThrow('transaction')
    expect(seen).toEqual([])
  })
})

describe('exactly one request, whatever happens', () => {
  const unkind: Record<string, (socket: Socket) => void> = {
    'answers 503': (socket) => void socket.end('HTTP/1.1 503 Busy\r\ncontent-length: 0\r\nretry-after: 0\r\n\r\n'),
    'answers 429': (socket) => void socket.end('HTTP/1.1 429 Slow\r\ncontent-length: 0\r\nretry-after: 0\r\n\r\n'),
    resets: (socket) => void socket.resetAndDestroy(),
    'hangs up': (socket) => void socket.end(),
    'cuts the answer off': (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{'),
    'says nothing': () => {},
    redirects: (socket) => void socket.end('HTTP/1.1 307 Go\r\nlocation: /there\r\ncontent-length: 0\r\n\r\n'),
    'asks for the time again': (socket) =>
      void socket.end('HTTP/1.1 408 Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
  }
  const pairs = Object.entries(unkind).flatMap(([how, answer]) =>
    writes.map((operation) => ({ how, answer, operation })),
  )
  test.for(some(3, pairs))('$operation.endpoint to a server that $how', async ({ answer, operation }) => {
    let heads = 0
    const server = createServer((socket) => {
      let text = ''
      socket
        .on('error', () => {})
        .on('data', (data) => {
          text += data.toString('latin1')
          const found = text.split(`${operation.endpoint.split(' ')[0]} /rudder`).length - 1
          if (found === 0) return
          heads += found
          text = ''
          answer(socket)
        })
    })
    const url = `http://127.0.0.1:${await listening(server)}/rudder`
    const transport = transportTo(url, eagerWorld(), { limits: { writeMs: 100 } })
    const given = 'body' in operation.shape ? input : { ruleId: 'r1' }
    await expect(transport.send(approved(outgoing(url, operation, given)))).rejects.toEqual(
      expect.objectContaining({ name: 'SystemError', unsent: false }),
    )
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(heads).toBe(1)
  })

  test('a kept socket that went stale is not used for a write', async () => {
    const { url, seen, server } = await serving((_, response) => response.end('{}'))
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => sockets.add(socket))
    const transport = transportTo(url)
    for (let i = 0; i < 20; i += 1) {
      await transport.send(outgoing(url, rules))
      for (const socket of sockets) socket.end()
      await transport.send(approved(outgoing(url, updateRule, input)))
    }
    expect(seen.filter((line) => line.startsWith('POST'))).toHaveLength(20)
  })
})

describe('how a write fails', () => {
  test('where nothing listens it was not sent', async () => {
    const { url, server } = await serving((_, response) => response.end())
    await new Promise((resolve) => server.close(resolve))
    const out = approved(outgoing(url, updateRule, input))
    await expect(transportTo(url).send(out)).rejects.toEqual(failed('unreachable', { unsent: true }))
  })

  test('where the server hangs up after reading it, it may have been done', async () => {
    const { url } = await serving((request) => request.socket.destroy())
    const out = approved(outgoing(url, updateRule, input))
    await expect(transportTo(url).send(out)).rejects.toEqual(failed('unreachable', { unsent: false }))
  })

  test('where the answer does not come in time, it may have been done', async () => {
    const { url } = await serving(() => {})
    const transport = transportTo(url, eagerWorld(), { limits: { writeMs: 50 } })
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(
      failed('timeout', { unsent: false }),
    )
  })

  test('a slow answer is waited for longer than the head of a read', async () => {
    const { url } = await serving((_, response) => setTimeout(() => response.end('done'), 80))
    const transport = transportTo(url, eagerWorld(), { limits: { totalMs: 40, writeMs: 5_000 } })
    expect(await transport.send(approved(outgoing(url, updateRule, input)))).toMatchObject({ text: 'done' })
  })

  test('the body and its type are what was approved', async () => {
    const { url } = await serving((request, response) => {
      expect(request.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '17' })
      request.pipe(response)
    })
    const answer = await transportTo(url).send(approved(outgoing(url, updateRule, input)))
    expect(answer.text).toBe('{"enabled":false}')
  })

  test('the signal does not end a write that was begun', async () => {
    const { url, seen } = await serving((_, response) => setTimeout(() => response.end('done'), 100))
    const controller = new AbortController()
    const sent = transportTo(url).send(approved(outgoing(url, updateRule, input, { signal: controller.signal })))
    await expect.poll(() => seen.length, { interval: 5 }).toBe(1)
    controller.abort()
    expect(await sent).toMatchObject({ text: 'done' })
  })

  test('an aborted signal sends nothing and spends nothing', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const transport = transportTo(url)
    const out = approved(outgoing(url, updateRule, input))
    await expect(transport.send({ ...out, signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
    await transport.send(out)
    expect(seen).toHaveLength(1)
  })

  test('closing waits for it', async () => {
    const { url, seen } = await serving((_, response) => setTimeout(() => response.end('done'), 100))
    const transport = transportTo(url)
    const sent = transport.send(approved(outgoing(url, updateRule, input)))
    await expect.poll(() => seen.length, { interval: 5 }).toBe(1)
    let closed = false
    const closing = transport.close().then(() => {
      closed = true
    })
    expect(closed).toBe(false)
    expect(await sent).toMatchObject({ text: 'done' })
    await closing
  })

  test('a stream cannot write', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const destroy = write('rudder:rules:write', 'DELETE /rules', {})
    const stream = transportTo(url).stream(approved(outgoing(url, destroy)), { at: 'data.rules' })
    await expect(stream.next()).rejects.toEqual(bug)
    expect(seen).toEqual([])
  })
})

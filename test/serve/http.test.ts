import { Agent, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type Paths, serve } from '../../src/serve.ts'
import { testWorld } from '../world.ts'
import { dial, statuses } from './wire.ts'

const started = async (opsNames: readonly string[] = []) => {
  const seen: string[] = []
  const answer = (text: string): Paths => ({
    '/in': ({ method, url }, response) => {
      seen.push(`${method} ${url}`)
      response.end(text)
    },
  })
  const { open, ops } = await serve(
    { host: '127.0.0.1', port: 0, opsHost: '127.0.0.1', opsPort: 0, opsNames },
    { open: answer('open'), ops: answer('ops') },
    testWorld(),
  )
  onTestFinished(async () => {
    await Promise.all([open?.close(), ops.close()])
  })
  return { seen, open: open?.url ?? '', ops: ops.url }
}

const ask = async (url: string, ...parts: readonly string[]) => {
  const line = await dial(url)
  line.write(...parts)
  return line.until(/\r\n\r\n/)
}

test.each([
  ['a path with a query', ['GET /in?a=/b HTTP/1.1', 'Host: x', '', ''], 200],
  ['an absolute target', ['GET http://x:80/in?a HTTP/1.1', 'Host: x', '', ''], 200],
  ['an absolute target of elsewhere', ['GET http://x/out HTTP/1.1', 'Host: x', '', ''], 404],
  ['an absolute target without a path', ['GET http://x HTTP/1.1', 'Host: x', '', ''], 404],
  ['HTTP/1.0 without a host', ['GET /in HTTP/1.0', '', ''], 200],
  ['the server itself', ['OPTIONS * HTTP/1.1', 'Host: x', '', ''], 200],
  ['the server itself, with another method', ['GET * HTTP/1.1', 'Host: x', '', ''], 400],
  ['no host', ['GET /in HTTP/1.1', '', ''], 400],
  ['two hosts', ['GET /in HTTP/1.1', 'Host: x', 'Host: y', '', ''], 400],
  ['two content types', ['GET /in HTTP/1.1', 'Host: x', 'Content-Type: a/b', 'content-type: c/d', '', ''], 400],
  ['two signatures', ['GET /in HTTP/1.1', 'Host: x', 'X-Slack-Signature: a', 'X-Slack-Signature: b', '', ''], 400],
  ['two lengths', ['POST /in HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2', '', 'ab'], 400],
  ['a length and chunks', ['POST /in HTTP/1.1', 'Host: x', 'Content-Length: 3', 'Transfer-Encoding: chunked', '', '0\r\n\r\n'], 400], // biome-ignore format: one a line
  ['chunks under another coding', ['POST /in HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked, gzip', '', '0\r\n\r\n'], 400], // biome-ignore format: one a line
  ['a length that is none', ['POST /in HTTP/1.1', 'Host: x', 'Content-Length: -1', '', ''], 400],
  ['a folded header', ['GET /in HTTP/1.1', 'Host: x', ' y', '', ''], 400],
  ['a header over 16 kB', ['GET /in HTTP/1.1', 'Host: x', `A: ${'a'.repeat(17_000)}`, '', ''], 431],
  ['another expectation', ['POST /in HTTP/1.1', 'Host: x', 'Expect: 200-ok', 'Content-Length: 2', '', ''], 417],
  ['HTTP/2', ['PRI * HTTP/2.0', '', 'SM', '', ''], 400],
] as const)('%s', async (_, parts, status) => {
  const { open, seen } = await started()
  expect(statuses(await ask(open, ...parts))).toEqual([status])
  expect(seen).toHaveLength(status === 200 && !parts[0].startsWith('OPTIONS') ? 1 : 0)
})

test('an error with an unread body closes the connection; what was pipelined behind it is not looked at', async () => {
  const { open, seen } = await started()
  const line = await dial(open)
  line.write('POST /out HTTP/1.1', 'Host: x', 'Content-Length: 4', '', '')
  const refused = await line.until(/\r\n\r\n/)
  expect(refused).toMatch(/^HTTP\/1\.1 404 [\s\S]*content-length: 0[\s\S]*connection: close/i)
  line.write(`bodyGET /in HTTP/1.1`, 'Host: x', '', '')
  expect(statuses(await line.closed)).toEqual([404])
  expect(seen).toEqual([])
})

test('requests in one packet are answered one after the other, and an error without a body keeps the connection', async () => {
  const { open, seen } = await started()
  const line = await dial(open)
  line.write('GET /in?1 HTTP/1.1', 'Host: x', '', 'HEAD /out HTTP/1.1', 'Host: x', '', 'GET /in?2 HTTP/1.1', 'Host: x', '', '') // biome-ignore format: one a line
  expect(statuses(await line.until(/200[\s\S]*404[\s\S]*200[\s\S]*open/))).toEqual([200, 404, 200])
  expect(seen).toEqual(['GET /in?1', 'GET /in?2'])
})

test('a kept connection is good for 65 seconds, and says so', async () => {
  const { open, seen } = await started()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const ask = () =>
    new Promise<{ readonly hint: unknown; readonly port: unknown }>((resolve, reject) => {
      request(`${open}/in`, { agent }, (response) => {
        const found = { hint: response.headers['keep-alive'], port: response.socket.localPort }
        response.resume().on('end', () => resolve(found))
      })
        .on('error', reject)
        .end()
    })
  const first = await ask()
  expect(first.hint).toBe('timeout=65')
  expect((await ask()).port).toBe(first.port)
  expect(seen).toHaveLength(2)
})

test.each([
  ['127.0.0.1', 200],
  ['10.2.3.4:9090', 200],
  ['[::1]:9090', 200],
  ['localhost:9090', 200],
  ['coxswain:9090', 200],
  ['coxswain.chatops.svc', 200],
  ['coxswain.chatops.svc.cluster.local:9090', 200],
  ['Bot.Acme.net:9090', 200],
  ['bot.acme.net.:9090', 200],
  ['evil.example', 421],
  ['evil.example:9090', 421],
  ['127.0.0.1.evil.example', 421],
  ['notbot.acme.net', 421],
  ['evil.example@127.0.0.1', 421],
])('the operator’s listener asked as %s answers %i', async (host, status) => {
  const { ops, open } = await started(['bot.acme.net'])
  const parts = ['GET /in HTTP/1.1', `Host: ${host}`, '', '']
  expect(statuses(await ask(ops, ...parts))).toEqual([status])
  expect(statuses(await ask(open, ...parts))).toEqual([200])
})

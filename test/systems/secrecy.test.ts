import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import type { RawAnswer } from '../../src/systems/system.ts'
import { Secret } from '../../src/vault/secret.ts'
import {
  approved,
  eagerWorld,
  input,
  listening,
  outgoing,
  rules,
  serving,
  token,
  transportTo,
  updateRule,
} from './calling.ts'

/** Every property of an error and what hangs on it, hidden ones too. */
const everything = (error: unknown): string => {
  const seen = new Set<unknown>()
  const parts: string[] = []
  const walk = (value: unknown) => {
    if (typeof value === 'string') parts.push(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const key of Reflect.ownKeys(value)) walk(Reflect.getOwnPropertyDescriptor(value, key)?.value)
  }
  walk(error)
  return [
    ...parts,
    JSON.stringify(error),
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    String(error),
  ].join('\n')
}

const answers: Record<string, string> = {
  resets: '',
  'repeats the token in an error': `HTTP/1.1 500 Bad\r\nx-echo: ${token}\r\ncontent-length: 30\r\n\r\n{"errorDetails":"${token}"}`,
  'repeats the token in what is not HTTP': `${token} ${token}\r\n\r\n`,
  'repeats the token in a redirect': `HTTP/1.1 302 Found\r\nlocation: /?t=${token}\r\ncontent-length: 0\r\n\r\n`,
  'repeats the token in a cut-off body': `HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n${token}`,
  'answers 503': 'HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n',
}
const judge = (answer: RawAnswer) => {
  const { status, text, headers } = answer
  if (status === 500) {
    throw new SystemError({
      connection: 'rudder/test',
      endpoint: 'x',
      kind: 'rejected',
      status,
      detail: text + headers['x-echo'],
    })
  }
  return answer
}

describe('an error shows nothing of the token, the headers or the body', () => {
  const ways = Object.entries(answers).flatMap(([how, answer]) =>
    ['read', 'write', 'stream'].map((way) => ({ how, answer, way })),
  )
  test.for(ways)('$way: the server $how', async ({ answer, way }) => {
    const port = await listening(
      createServer((socket) =>
        socket
          .on('error', () => {})
          .once('data', () => (answer === '' ? socket.resetAndDestroy() : socket.end(answer))),
      ),
    )
    const url = `http://127.0.0.1:${port}/rudder`
    const transport = transportTo(url)
    const more = {
      judge,
      headers: { accept: 'application/json', 'x-private': 'header-value' },
      present: (value: string) => ({ authorization: `Bearer ${value}` }),
    }
    const calls = {
      read: () => transport.send(outgoing(url, rules, {}, more)),
      write: () => transport.send(approved(outgoing(url, updateRule, input, more))),
      stream: () => transport.stream(outgoing(url, rules, {}, more), { at: 'data.rules' }).next(),
    }
    const error: unknown = await calls[way as keyof typeof calls]().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SystemError)
    const shown = everything(error)
    expect(shown).not.toContain(token)
    expect(shown).not.toContain('header-value')
    expect(shown).not.toContain('enabled')
  })

  test('an answer that repeats the token does not bring it back', async () => {
    const { url } = await serving((_, response) => response.setHeader('x-echo', token).end(`{"mine":"${token}"}`))
    const answer = await transportTo(url).send(outgoing(url, rules))
    expect(answer.text).toBe('{"mine":"[redacted]"}')
    expect(everything(answer)).not.toContain(token)
  })

  test.for(['', 'with\nnewline', 'with\0zero', 'ключ'])(
    'a token that cannot stand in a header is never sent: %j',
    async (bad) => {
      const { url, seen } = await serving((_, response) => response.end())
      const out = outgoing(url, rules)
      const lease = { ...out.lease, secret: new Secret(() => bad) }
      const error: unknown = await transportTo(url)
        .send({ ...out, lease })
        .catch((caught: unknown) => caught)
      expect(error).toMatchObject({ kind: 'auth', unsent: true })
      if (bad !== '') expect(everything(error)).not.toContain(bad)
      expect(seen).toHaveLength(0)
    },
  )

  test('a token that cannot be read is told, and nothing is sent', async () => {
    const { url, seen } = await serving((_, response) => response.end())
    const out = outgoing(url, rules)
    const lease = {
      ...out.lease,
      secret: new Secret(() => {
        throw new Error('ENOENT')
      }),
    }
    await expect(transportTo(url).send({ ...out, lease })).rejects.toMatchObject({ kind: 'auth', unsent: true })
    expect(seen).toHaveLength(0)
  })

  test('the log has no token either', async () => {
    const { url } = await serving((_, response) => response.writeHead(503).end(token))
    const world = eagerWorld()
    const transport = transportTo(url, world)
    for (let i = 0; i < 3; i += 1) await transport.send(outgoing(url, rules)).catch(() => {})
    expect(world.lines).not.toHaveLength(0)
    expect(everything(world.lines)).not.toContain(token)
  })
})

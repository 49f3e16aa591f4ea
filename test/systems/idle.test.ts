import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createTransport } from '../../src/systems/http.ts'
import { retryAfter } from '../../src/systems/retry-after.ts'
import { testWorld } from '../world.ts'
import { listening, outgoing, rules } from './calling.ts'

test('an idle connection to a system is given up within seconds, although the server would keep it for ten minutes', async () => {
  let open = 0
  const server = createServer({ keepAliveTimeout: 600_000 }, (_, response) => response.end('{}'))
  server.on('connection', (socket) => {
    open += 1
    socket.once('close', () => {
      open -= 1
    })
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  const transport = createTransport({ id: 'depot/prod', url }, testWorld())
  onTestFinished(() => transport.close())
  await transport.send(outgoing(url, rules))
  expect(open).toBe(1)
  await expect.poll(() => open, { timeout: 10_000, interval: 100 }).toBe(0)
})

test.each([
  ['3', 3_000],
  [' 3 ', 3_000],
  ['1.5', 1_500],
  ['Sun, 01 Nov 2026 00:00:04 GMT', 4_000],
  ['Sat, 31 Oct 2026 00:00:00 GMT', 0],
  ['-1', undefined],
  ['1e3', undefined],
  ['2027', 2_027_000],
  ['2027-01-01', undefined],
  ['May', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s asks for %s', (header, ms) => {
  expect(retryAfter(header, Date.UTC(2026, 10, 1))).toBe(ms)
})

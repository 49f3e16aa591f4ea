import { expect, test } from 'vitest'
import type { LogFields } from '../../src/world.ts'
import { silentLog } from '../silent-log.ts'
import { approved, eagerWorld, input, outgoing, rules, serving, transportTo, updateRule } from './calling.ts'

/** A server that answers everything, and a transport to it whose log is kept. */
const counting = async () => {
  const sent: unknown[] = []
  const { url } = await serving((request, response) => {
    sent.push(request.headers['x-request-id'])
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const lines: { readonly level: string; readonly event: string; readonly fields: LogFields }[] = []
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      void lines.push({ level, event, fields })
  const world = eagerWorld({ log: silentLog({ debug: line('debug'), info: line('info') }) })
  return { url, sent, lines, transport: transportTo(url, world) }
}

test('each request has an id of its own, and the log says which it was: a read at debug, a write at info', async () => {
  const { url, sent, lines, transport } = await counting()
  await transport.send(outgoing(url, rules))
  await transport.send(approved(outgoing(url, updateRule, input)))
  expect(new Set(sent).size).toBe(2)
  const about = { connection: 'rudder/test', status: 200, ending: 'done' }
  expect(lines).toMatchObject([
    { level: 'debug', event: 'request', fields: { ...about, endpoint: 'GET /rules', request: sent[0] } },
    { level: 'info', event: 'request', fields: { ...about, endpoint: 'POST /rules/{ruleId}', request: sent[1] } },
  ])
})

test('an error carries the id of the request that failed', async () => {
  const { url, sent, lines, transport } = await counting()
  const judge = () => {
    throw new Error('not an answer')
  }
  await expect(transport.send(outgoing(url, rules, {}, { judge }))).rejects.toThrow()
  expect(lines).toMatchObject([{ fields: { request: sent[0], ending: 'stopped' } }])
  const { transport: gone } = { transport: transportTo('http://127.0.0.1:9/rudder') }
  await expect(gone.send(outgoing('http://127.0.0.1:9/rudder', rules))).rejects.toMatchObject({
    kind: 'unreachable',
    request: expect.stringMatching(/^[0-9A-Z]{26}$/),
  })
})

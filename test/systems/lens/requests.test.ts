import { keys, startLens } from 'local-lens'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../../src/systems/connection.ts'
import { createTransport } from '../../../src/systems/http.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import { tokenSource } from '../../../src/vault/tokens.ts'
import { eagerWorld, serving } from '../calling.ts'
import { callOf, connectedTo, everythingOf } from '../contract/connected.ts'
import { inputsFor } from './inputs.ts'

test.for([
  ['bearer', 'authorization'],
  ['apikey', 'apikey'],
] as const)('the key is sent as the setting says: %s', async ([auth, header]) => {
  const local = await startLens()
  onTestFinished(() => local.close())
  const world = eagerWorld()
  const transport = createTransport({ id: 'lens/test', url: local.url }, world)
  onTestFinished(() => transport.close())
  const tokens = tokenSource([everythingOf(lens, keys.admin)], Object.keys(lens.scopes))
  const parts = { id: 'lens/test', url: local.url, settings: { auth, timezone: 'UTC' } } as const
  const connection = connect(lens, parts, tokens, transport, world)
  for (const [name, operation] of Object.entries(lens.operations))
    await callOf(connection, operation, inputsFor()[name] ?? {})
  expect(local.requests.map((one) => [one.header, one.status])).toEqual(local.requests.map(() => [header, 200]))
  expect(local.requests).toHaveLength(4)
})

test('the colon between workspace and name reaches the server as it is', async () => {
  const { url, seen } = await serving((_, response) =>
    response.setHeader('content-type', 'application/json').end('{"tables":[]}'),
  )
  const base = `${new URL(url).origin}/lens2/api/public:sales`
  await callOf(connectedTo(lens, base, [everythingOf(lens, keys.admin)]), lens.operations.meta, {})
  expect(seen).toEqual(['GET /lens2/api/public:sales/v2/meta'])
})

test('an answer that Lens holds back longer than others may take is waited for', async () => {
  const { url } = await serving((_, response) => {
    response.setHeader('content-type', 'application/json')
    setTimeout(() => response.end('{"error":"Continue wait"}'), 300)
  })
  const ask = (name: 'load' | 'sql') => {
    const connection = connectedTo(lens, url, [everythingOf(lens, keys.admin)], { limits: { totalMs: 100 } })
    return callOf(connection, lens.operations[name], inputsFor()[name] ?? {})
  }
  expect(await ask('load')).toEqual([])
  await expect(ask('sql')).rejects.toMatchObject({ kind: 'timeout' })
})

test('a query is sent once: what failed is not repeated behind the person’s back', async () => {
  const { url, seen } = await serving((_, response) => response.writeHead(503).end())
  const connection = connectedTo(lens, url, [everythingOf(lens, keys.admin)])
  await expect(callOf(connection, lens.operations.load, inputsFor().load ?? {})).rejects.toMatchObject({
    kind: 'unavailable',
  })
  expect(seen).toHaveLength(1)
})

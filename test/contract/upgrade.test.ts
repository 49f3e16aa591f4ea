import { startRudder } from 'local-rudder'
import { expect, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { operationsOf } from '../systems/contract/connected.ts'
import { connected, everything } from './connected.ts'

test('after an upgrade of the server a list that is read element by element finds the new version, as any read', async () => {
  const old = await startRudder({ api: 18, nodes: 3 })
  const connection = connected(old.url, [everything(old.tokens.read)])
  const { nodes } = operationsOf(rudder)
  if (!nodes) throw new Error('no such operation')
  const count = async () => (await Array.fromAsync(connection.each(nodes, { query: { include: 'minimal' } }))).length
  expect(await count()).toBe(4)
  await old.close()
  const upgraded = await startRudder({ api: 23, nodes: 3, port: Number(new URL(old.url).port) })
  try {
    expect(await count()).toBe(4)
    expect(upgraded.requests.at(-1)?.apiVersion).toBe('23')
    expect(connection.source).toBe('Rudder API 23')
  } finally {
    await upgraded.close()
  }
})

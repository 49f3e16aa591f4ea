import { startRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sentenceOf } from '../../../src/run/explain.ts'
import { connect } from '../../../src/systems/connection.ts'
import { createTransport } from '../../../src/systems/http.ts'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { lacking, newestOf, supportedVersions } from '../../../src/systems/rudder/protocol/versions.ts'
import { tokenSource } from '../../../src/vault/tokens.ts'
import { connected, everything } from '../../contract/connected.ts'
import { testWorld } from '../../world.ts'

const { groupCompliance, ownAccount, rules } = rudder.operations

test('the newest that both speak is taken', () => {
  expect(newestOf([14, 15, 16, 17, 18])).toBe(18)
  expect(newestOf([24, 21, 23, 22])).toBe(23)
  expect(newestOf([24, 25])).toBeUndefined()
  expect(newestOf([])).toBeUndefined()
  expect(supportedVersions).toBe('18 to 23 (Rudder 8.0 to 9.1)')
})

test('what a version lacks is said in one clause, and nothing of what it has', () => {
  expect(lacking(18, groupCompliance)).toBe('Rudder 8.0 has no compliance of a group; it came with Rudder 8.1')
  expect(lacking(21, ownAccount)).toBe('Rudder 8.3 has no account of its own token; it came with Rudder 9.0')
  expect([lacking(19, groupCompliance), lacking(22, ownAccount), lacking(18, rules)]).toEqual(Array(3).fill(undefined))
})

describe('an operation that the server is too old for', () => {
  const ask = (groupId: string) => ({ groupId, query: { level: 1 } })

  test('is not sent, and told', async () => {
    const old = await startRudder({ api: 18, nodes: 3 })
    const connection = connected(old.url, [everything(old.tokens.read)])
    const error = await connection.call(groupCompliance, ask('all-nodes')).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ kind: 'too-old', unsent: true })
    expect(sentenceOf(error as never, rudder)).toBe(
      'Rudder (test) is too old for this: Rudder 8.0 has no compliance of a group; it came with Rudder 8.1.',
    )
    expect(old.requests.filter(({ path }) => !path.endsWith('/info'))).toEqual([])
    await old.close()
  })

  test('is sent a minute after the server was upgraded, though the old version is still offered, and not asked about before', async () => {
    const old = await startRudder({ api: 18, nodes: 3 })
    const world = testWorld()
    const id = 'rudder/test'
    const transport = createTransport({ id, url: old.url }, world)
    onTestFinished(() => transport.close())
    const token = everything(old.tokens.read)
    const connection = connect(rudder, { id, url: old.url }, tokenSource([token], token.scopes), transport, world)
    for (let n = 0; n < 3; n += 1)
      await expect(connection.call(groupCompliance, ask('all-nodes'))).rejects.toMatchObject({ kind: 'too-old' })
    expect(old.requests).toHaveLength(1)
    await old.close()
    const upgraded = await startRudder({ api: 19, nodes: 3, port: Number(new URL(old.url).port) })
    await world.advance(60_000)
    expect(await connection.call(groupCompliance, ask('all-nodes'))).toMatchObject({ id: 'all-nodes' })
    await upgraded.close()
  })
})

test('text comes through compression and without a content type', async () => {
  const local = await startRudder({ nodes: 12 })
  const connection = connected(local.url, [everything(local.tokens.write)])
  const directiveId = local.state.directives[0]?.id
  const { directiveComplianceCsv } = rudder.operations
  const plain = await connection.call(directiveComplianceCsv, { directiveId })
  expect(plain).toMatch(/^"Rule","Block","Component","Node","Value","Status","Message"\n/)
  Object.assign(local.faults, { gzip: 'always', noContentType: true })
  expect(await connection.call(directiveComplianceCsv, { directiveId })).toBe(plain)
  Object.assign(local.faults, { gzip: false, cutBody: true })
  await expect(connection.call(directiveComplianceCsv, { directiveId })).rejects.toMatchObject({
    reason: 'cut-off',
  })
  await local.close()
})

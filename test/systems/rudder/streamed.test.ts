import { describe, expect, test } from 'vitest'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { connected, everything } from '../../contract/connected.ts'
import { serving, token } from '../calling.ts'

const { nodes, changeRequests, ruleParts, directives } = rudder.operations
const success = { action: 'any', result: 'success' }
const version = { version: 21, status: 'maintained' }
const info = {
  ...success,
  data: { documentation: '', availableVersions: { latest: 21, all: [version] }, endpoints: [] },
}

/** A Rudder that answers every list with this text and 200, and how often it was asked for one. */
const answering = async (text: string) => {
  let asked = 0
  const { url } = await serving((request, response) => {
    if (request.url?.endsWith('/info')) return void response.end(JSON.stringify(info))
    asked += 1
    response.end(text)
  })
  return { connection: connected(url, [everything(token)]), asked: () => asked }
}

describe('a list of Rudder', () => {
  test.for([
    { result: 'error', errorDetails: 'User is not authorized to do that action' },
    { result: 'error', errorDetails: 'User is not authorized to do that action', data: { nodes: [] } },
    { result: 'error', errorDetails: 'User is not authorized to do that action', data: null },
  ])('is an error if a 200 says so: %j', async (answer) => {
    const { connection, asked } = await answering(JSON.stringify(answer))
    const all = Array.fromAsync(connection.each(nodes, { query: { include: 'minimal' } }))
    await expect(all).rejects.toMatchObject({ name: 'SystemError', kind: 'forbidden', status: 200 })
    expect(asked()).toBe(1)
  })

  test.for([
    [nodes, { query: { include: 'minimal' } }, {}],
    [nodes, { query: { include: 'minimal' } }, { nodes: null }],
    [directives, {}, { rules: [] }],
    [changeRequests, { query: { status: 'open' } }, { changeRequests: [] }],
    [ruleParts, { ruleId: 'r' }, { rules: [{ id: 'r', directives: [] }] }],
  ] as const)('is never empty because it is missing: $0.endpoint', async ([operation, input, data]) => {
    const { connection } = await answering(JSON.stringify({ ...success, data }))
    const all = Array.fromAsync(connection.each(operation, input))
    await expect(all).rejects.toMatchObject({ kind: 'unexpected-answer', status: 200 })
  })

  test('keeps the digits of a number that a directive is given', async () => {
    const directive = (limit: string) =>
      `{"id":"d","displayName":"D","techniqueName":"t","techniqueVersion":"1.0","enabled":true,"parameters":{"limit":${limit}}}`
    const { connection } = await answering(
      `{"result":"success","data":{"directives":[${['9007199254740992', '9007199254740993', '1e400'].map(directive)}]}}`,
    )
    const all = (await Array.fromAsync(connection.each(directives))) as readonly {
      readonly parameters: { hashed(mac: (text: string) => string): string }
    }[]
    expect(all.map(({ parameters }) => parameters.hashed((text) => text))).toEqual([
      '{"limit":"9007199254740992"}',
      '{"limit":"9007199254740993"}',
      '{"limit":"1e400"}',
    ])
  })
})

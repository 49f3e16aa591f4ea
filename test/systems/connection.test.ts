import { expect, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { connected, everything } from '../contract/connected.ts'
import { serving } from './calling.ts'
import { approvalFor } from './contract/connected.ts'

const success = (data: unknown) => JSON.stringify({ action: 'a', result: 'success', data })
const info = success({ availableVersions: { latest: 21, all: [{ version: 21, status: 'maintained' }] } })
const token = everything('tok-of-the-writer')
const { globalCompliance, changeRequests, updateRule } = rudder.operations

test('secrets in an answer are dropped, of a whole one and of each element', async () => {
  const change = { displayName: { password: 'p4ss', from: 'a', to: 'b' }, tags: [{ token: 't0k' }] }
  const overall = { compliance: 1, complianceDetails: { password: 2, error: 3 } }
  const request = { id: 1, displayName: 'x', status: 'Deployed', changes: { rules: [{ action: 'modify', change }] } }
  const { url } = await serving(({ url = '' }, response) => {
    if (url.includes('/info')) return void response.end(info)
    response.end(success(url.includes('/compliance') ? { globalCompliance: overall } : [request]))
  })
  const connection = connected(url, [token])
  expect(await connection.call(globalCompliance)).toEqual({ compliance: 1, complianceDetails: { error: 3 } })
  const each = await Array.fromAsync(connection.each(changeRequests, { query: { status: 'all' } }))
  expect(each).toHaveLength(1)
  expect(JSON.stringify(each)).not.toMatch(/p4ss|t0k/)
})

test('a write whose handshake fails was not sent, whatever the handshake was answered', async () => {
  let handshakes = 0
  const { url, seen } = await serving(({ url = '' }, response) => {
    if (!url.includes('/info')) {
      const errorDetails = "Bad request: Request is requiring version '21' but not here"
      return void response.writeHead(500).end(JSON.stringify({ action: 'unknow', result: 'error', errorDetails }))
    }
    handshakes += 1
    if (handshakes === 1) return void response.end(info)
    response.writeHead(401, { 'content-type': 'text/html' }).end('<html>no</html>')
  })
  const connection = connected(url, [token])
  const input = { ruleId: 'r', body: { enabled: false } }
  const write = () => connection.write(updateRule, input, approvalFor(connection, updateRule, input))
  await expect(write()).rejects.toMatchObject({ kind: 'version', unsent: false })
  await expect(write()).rejects.toMatchObject({ kind: 'auth', status: 401, unsent: true })
  expect(seen.filter((one) => one.startsWith('POST'))).toHaveLength(1)
})

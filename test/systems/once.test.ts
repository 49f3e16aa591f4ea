import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/systems/connection.ts'
import { createTransport } from '../../src/systems/http.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { tokenSource } from '../../src/vault/tokens.ts'
import { everything } from '../contract/connected.ts'
import { eagerWorld } from './calling.ts'
import { approvalFor } from './contract/connected.ts'

test('each answer is parsed once: of the handshake, a read, a read that is tried again, and a write', async () => {
  const local = await startRudder({ nodes: 3 })
  const id = 'rudder/test'
  const world = eagerWorld()
  const transport = createTransport({ id, url: local.url }, world)
  onTestFinished(() => transport.close().then(local.close))
  const parsed: string[] = []
  const data: typeof rudder.protocol.data = (connection, operation, answer) => {
    parsed.push(`${operation.endpoint} ${answer.status}`)
    return rudder.protocol.data(connection, operation, answer)
  }
  const counted = { ...rudder, protocol: { ...rudder.protocol, data } }
  const token = everything(local.tokens.write)
  const connection = connect(counted, { id, url: local.url }, tokenSource([token], token.scopes), transport, world)
  const taken = () => parsed.splice(0)

  expect(await connection.call(rudder.operations.rules)).toHaveLength(local.state.rules.length)
  expect(taken()).toEqual(['GET /info 200', 'GET /rules 200'])

  Object.assign(local.faults, { starting: true, times: 1 })
  expect(await connection.call(rudder.operations.rules)).toHaveLength(local.state.rules.length)
  expect(taken()).toEqual(['GET /rules 503', 'GET /rules 200'])

  const input = { ruleId: local.state.rules[0]?.id ?? '', body: { enabled: false } }
  const { updateRule } = rudder.operations
  await connection.write(updateRule, input, approvalFor(connection, updateRule, input))
  expect(taken()).toEqual(['POST /rules/{ruleId} 200'])
})

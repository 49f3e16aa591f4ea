import { startRudder } from 'local-rudder'
import { expect, onTestFinished, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { connected, everything } from '../contract/connected.ts'
import { approvalFor } from './contract/connected.ts'

const { rules, settings, updateRule } = rudder.operations

const start = async () => {
  const local = await startRudder({ nodes: 3 })
  onTestFinished(() => local.close())
  const connection = connected(local.url, [everything(local.tokens.write)])
  await connection.greet()
  const reads = () => local.requests.filter(({ path }) => !path.endsWith('/info')).length
  return { local, connection, reads }
}

test('a line asks once for what it reads again, and the next line asks anew', async () => {
  const { local, connection, reads } = await start()
  const line = connection.for({ person: 'ana' })
  const first = await line.call(rules)
  local.state.rules.pop()
  expect(await line.call(rules)).toEqual(first)
  expect(reads()).toBe(1)
  expect(await connection.for({ person: 'ana' }).call(rules)).not.toEqual(first)
})

test('a confirmation asks for everything itself, one read after another each time, and the same at once only once', async () => {
  const { local, connection, reads } = await start()
  await connection.for({ person: 'ana', brief: true }).call(settings)
  const confirmation = connection.for({ person: 'ana', confirms: true })
  local.state.settings.run_frequency = 60
  const both = await Promise.all([confirmation.call(settings), confirmation.call(settings)])
  expect(both).toMatchObject([{ runFrequency: 60 }, { runFrequency: 60 }])
  expect(reads()).toBe(2)
  local.state.settings.run_frequency = 30
  expect(await confirmation.call(settings)).toMatchObject({ runFrequency: 30 })
  expect(reads()).toBe(3)
})

test('settings are read again for what may change something, and are a few seconds old where it is only read', async () => {
  const { local, connection, reads } = await start()
  const asked = connection.for({ person: 'ana', brief: true })
  await asked.call(settings)
  expect(asked.oldest).toBeUndefined()
  local.state.settings.run_frequency = 60
  const other = connection.for({ person: 'rita', brief: true })
  expect(await other.call(settings)).toMatchObject({ runFrequency: 5 })
  expect(other.oldest).toBeTypeOf('number')
  expect(reads()).toBe(1)
  expect(await connection.for({ person: 'rita' }).call(settings)).toMatchObject({ runFrequency: 60 })
  expect(await connection.call(settings)).toMatchObject({ runFrequency: 60 })
  expect(reads()).toBe(3)
})

test('after a write nothing is used that was read before it', async () => {
  const { local, connection, reads } = await start()
  const line = connection.for({ person: 'ana', brief: true })
  await Promise.all([line.call(rules), line.call(settings)])
  const input = { ruleId: local.state.rules[0]?.id ?? '', body: { enabled: false } }
  await connection.write(updateRule, input, approvalFor(connection, updateRule, input))
  const before = reads()
  await Promise.all([line.call(rules), line.call(settings)])
  expect(reads()).toBe(before + 2)
})

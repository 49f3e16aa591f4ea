import { describe, expect, onTestFinished, test as vitest } from 'vitest'
import { systems } from '../../src/app.ts'
import { type LocalRudder, startRudder } from '../../src/playground/rudder/index.ts'
import { type Operation, type RawInput, read, write } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { Secret } from '../../src/vault/secret.ts'
import { approvalFor, connected, everything, operationsOf } from './connected.ts'

const all = Object.entries(operationsOf(rudder))

/** For each operation an input that a Rudder answers; an operation without one fails the test below. */
const inputs = ({ state }: LocalRudder): Readonly<Record<string, RawInput>> => {
  const ruleId = state.rules.find(({ enabled }) => enabled)?.id
  const nodeId = state.nodes[1]?.id
  const level = { query: { level: 1 } }
  return {
    ...{ info: {}, globalCompliance: {}, rules: {}, groups: {}, reasonMandatory: {}, changeValidation: {} },
    ...{ runFrequency: {}, rulesCompliance: level, nodesCompliance: level },
    ruleCompliance: { ruleId, ...level },
    nodeCompliance: { nodeId, ...level },
    rule: { ruleId },
    updateRule: { ruleId, body: { enabled: false }, query: { reason: 'a contract test' } },
    nodes: { query: { include: 'minimal' } },
    node: { nodeId, query: { include: 'default' } },
    changeRequests: { query: { status: 'all' } },
    ...{ status: {}, ownAccount: {} },
  }
}

const test = vitest.extend('local', async () => {
  const local = await startRudder({ nodes: 12, api: 22 })
  onTestFinished(() => local.close())
  local.state.validation.installed = true
  local.state.settings.enable_change_request = true
  return local
})

describe('every declared operation', () => {
  test('is known to this test', ({ local }) => {
    expect(Object.keys(inputs(local)).sort()).toEqual(all.map(([name]) => name).sort())
    expect(systems).toEqual([rudder])
  })

  for (const [name, operation] of all) {
    test(`${name}: ${operation.endpoint} is served, with the token that the settings would declare`, async ({
      local,
    }) => {
      const token = operation.kind === 'write' ? local.tokens.write : local.tokens.read
      const handshake = { ...everything(local.tokens.read), scopes: ['rudder:info:read'] }
      const own = { name: 'own', secret: new Secret(() => token), scopes: [operation.scope] }
      const connection = connected(local.url, [handshake, own])
      const input = inputs(local)[name] ?? {}
      const answer = operation.shape.each
        ? await Array.fromAsync(connection.each(operation, input))
        : operation.kind === 'write'
          ? await connection.write(operation, input, approvalFor(connection, operation, input))
          : await connection.call(operation, input)
      if (operation.shape.each) expect((answer as unknown[]).length).toBeGreaterThan(0)
      else expect(answer).toBeDefined()
      const [method = '', path = ''] = operation.endpoint.split(' ')
      const last = local.requests.at(-1)
      expect(last).toMatchObject({
        method,
        status: 200,
        answered: true,
        apiVersion: '22',
      })
      const below = new URL(`http://x${last?.path}`).pathname.replace(/^\/rudder\/api(\/latest)?/, '')
      const given = path.replace(/\{([^}]+)\}/g, (_, parameter: string) => String(input[parameter]))
      expect(below).toBe(given)
    })

    test(`${name}: without a token that serves ${operation.scope} nothing is sent`, async ({ local }) => {
      const others = everything(local.tokens.write).scopes.filter((scope) => scope !== operation.scope)
      const connection = connected(local.url, [{ ...everything(local.tokens.write), scopes: others }])
      const input = inputs(local)[name] ?? {}
      const sent = async () =>
        operation.shape.each
          ? await Array.fromAsync(connection.each(operation, input))
          : operation.kind === 'write'
            ? await connection.write(operation, input, approvalFor(connection, operation, input))
            : await connection.call(operation, input)
      await expect(sent()).rejects.toMatchObject({ name: 'SystemError', kind: 'auth', unsent: true })
      const [method = ''] = operation.endpoint.split(' ')
      expect(local.requests.filter((one) => one.method === method && !one.path.endsWith('/info'))).toEqual([])
    })
  }

  test('a name that says nothing new: no two are the same request', () => {
    const endpoints = all.map(([, { endpoint }]) => endpoint)
    expect(new Set(endpoints).size).toBe(endpoints.length)
  })
})

describe('what is not declared cannot be sent', () => {
  test('no token of the settings serves its scope', async ({ local }) => {
    const connection = connected(local.url, [everything(local.tokens.write)])
    const secrets = read('rudder:directives:read', 'GET /directives', {})
    await expect(connection.call(secrets)).rejects.toMatchObject({ kind: 'auth', unsent: true })
    const clear = write('rudder:nodes:write', 'DELETE /nodes/{nodeId}', {})
    const input = { nodeId: 'root' }
    await expect(connection.write(clear, input, approvalFor(connection, clear, input))).rejects.toMatchObject({
      kind: 'auth',
      unsent: true,
    })
    expect(local.requests.filter(({ path }) => !path.endsWith('/info'))).toEqual([])
  })

  test('nor is there a way to give a path, a method or a header', async ({ local }) => {
    const connection = connected(local.url, [everything(local.tokens.write)])
    const operation: Operation = rudder.operations.rule
    const ruleId = local.state.rules[0]?.id
    await connection.call(operation, {
      ruleId,
      path: '/nodes',
      method: 'DELETE',
      headers: { 'x-http-method': 'DELETE' },
    })
    expect(local.requests.at(-1)).toMatchObject({ method: 'GET', path: `/rudder/api/rules/${ruleId}`, body: '' })
  })

  test('an operation that lies about its kind needs an approval all the same, or is a read that cannot write', async ({
    local,
  }) => {
    const connection = connected(local.url, [everything(local.tokens.read)])
    const lie: Operation = { ...rudder.operations.updateRule, kind: 'read', scope: 'rudder:rules:read' }
    const input = { ruleId: local.state.rules[0]?.id, body: { enabled: false } }
    await expect(connection.call(lie, input)).rejects.toMatchObject({ kind: 'forbidden' })
    expect(local.writes()).toEqual([])
  })
})

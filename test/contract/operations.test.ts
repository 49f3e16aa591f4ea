import { inspect } from 'node:util'
import { type LocalRudder, startRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test as vitest } from 'vitest'
import { systems } from '../../src/app.ts'
import { SystemError } from '../../src/errors.ts'
import { sentenceOf } from '../../src/run/explain.ts'
import { type Operation, read, write } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { Secret } from '../../src/vault/secret.ts'
import { approvalFor, connected, everything, operationsOf } from './connected.ts'
import { inputsFor, prepare } from './inputs.ts'

const all = Object.entries(operationsOf(rudder))

const test = vitest.extend('local', async () => {
  const local = await startRudder({ api: 23, nodes: 12 })
  onTestFinished(() => local.close())
  prepare(local)
  return local
})

/** What the seed has put where real servers keep passwords. */
const seededSecret = /play-(technique-)?secret/

/** The token that the settings would declare for it: only a user's may decide on change requests. */
const tokenFor = ({ kind, scope }: Operation, { tokens }: LocalRudder) => {
  if (scope === 'rudder:requests:approve') return tokens.validator
  return kind === 'write' || scope.endsWith(':run') ? tokens.write : tokens.read
}

/** Sends it with a token of its own, as the handshake has one. */
const sent = async (local: LocalRudder, name: string, operation: Operation) => {
  const handshake = { ...everything(local.tokens.read), scopes: ['rudder:info:read'] }
  const own = { name: 'own', secret: new Secret(() => tokenFor(operation, local)), scopes: [operation.scope] }
  const connection = connected(local.url, [handshake, own])
  const input = inputsFor(local)[name] ?? {}
  if (operation.shape.each) return Array.fromAsync(connection.each(operation, input))
  return operation.kind === 'write'
    ? connection.write(operation, input, approvalFor(connection, operation, input))
    : connection.call(operation, input)
}

describe('every declared operation', () => {
  test('is known to this test', ({ local }) => {
    expect(Object.keys(inputsFor(local)).sort()).toEqual(all.map(([name]) => name).sort())
    expect(systems).toEqual([rudder])
  })

  for (const [name, operation] of all) {
    test(`${name}: ${operation.endpoint} is served, with the token that the settings would declare`, async ({
      local,
    }) => {
      const input = inputsFor(local)[name] ?? {}
      const answer = await sent(local, name, operation)
      if (operation.shape.each) expect((answer as unknown[]).length).toBeGreaterThan(0)
      else expect(answer).toBeDefined()
      expect(JSON.stringify(answer) + inspect(answer, { depth: 30 })).not.toMatch(seededSecret)
      const [method = '', path = ''] = operation.endpoint.split(' ')
      const last = local.requests.at(-1)
      expect(last).toMatchObject({
        method,
        status: 200,
        answered: true,
        accepted: operation.kind === 'write',
        apiVersion: '23',
      })
      const below = new URL(`http://x${last?.path}`).pathname.replace(/^\/rudder\/api(\/latest)?/, '')
      const given = path.replace(/\{([^}]+)\}/g, (_, parameter: string) => String(input[parameter]))
      expect(below).toBe(given)
    })

    test(`${name}: without a token that serves ${operation.scope} nothing is sent`, async ({ local }) => {
      const others = everything(local.tokens.write).scopes.filter((scope) => scope !== operation.scope)
      const connection = connected(local.url, [{ ...everything(local.tokens.write), scopes: others }])
      const input = inputsFor(local)[name] ?? {}
      const tried = async () =>
        operation.shape.each
          ? await Array.fromAsync(connection.each(operation, input))
          : operation.kind === 'write'
            ? await connection.write(operation, input, approvalFor(connection, operation, input))
            : await connection.call(operation, input)
      await expect(tried()).rejects.toMatchObject({ name: 'SystemError', kind: 'auth', unsent: true })
      const [method = ''] = operation.endpoint.split(' ')
      expect(local.requests.filter((one) => one.method === method && !one.path.endsWith('/info'))).toEqual([])
    })
  }

  for (const api of [18, 19, 20, 21, 22]) {
    vitest(`with API ${api}: every one is served, or its server is told to be too old for it`, async () => {
      const wrong: string[] = []
      const late: string[] = []
      for (const [name, operation] of all) {
        const local = await startRudder({ api, nodes: 12 })
        prepare(local)
        const error = await sent(local, name, operation).then(
          () => undefined,
          (reason: unknown) => reason,
        )
        const { since } = operation.shape
        if (since && since.version > api) {
          const told = error instanceof SystemError ? sentenceOf(error, rudder) : ''
          if (!told.startsWith(`Rudder (test) is too old for this: Rudder `) || !told.includes(since.what))
            wrong.push(`${name}: ${told || error}`)
          late.push(name)
          if (local.requests.some(({ path }) => !path.endsWith('/info'))) wrong.push(`${name} was sent`)
        } else if (error !== undefined || local.requests.at(-1)?.apiVersion !== String(api))
          wrong.push(`${name}: ${error}`)
        await local.close()
      }
      expect(wrong).toEqual([])
      expect(late).toEqual(all.filter(([, { shape }]) => (shape.since?.version ?? 0) > api).map(([name]) => name))
    })
  }

  test('no answer shows a secret; the server’s own answers are full of them', async ({ local }) => {
    const text = async (path: string) => {
      const headers = { 'X-API-Token': local.tokens.read }
      return (await fetch(`${local.url}/api/latest/${path}`, { headers })).text()
    }
    for (const path of ['directives', 'techniques', 'techniques/userManagement/directives', 'parameters'])
      expect(await text(path)).toMatch(seededSecret)
  })

  test('a scope is sensitive, and internal, for all that it gives or for nothing', () => {
    const kinds = all.map(
      ([, { scope, shape }]) => `${scope} ${shape.sensitive ?? false} ${shape.internal !== undefined}`,
    )
    expect(new Set(kinds).size).toBe(new Set(all.map(([, { scope }]) => scope)).size)
    expect(kinds).toEqual(expect.arrayContaining(['rudder:directives:read true false', 'rudder:info:read false true']))
  })

  test('a name that says nothing new: no two are the same request', ({ local }) => {
    const connection = connected(local.url, [])
    const requests = all.map(([name, operation]) => {
      const { method, url } = connection.request(operation, inputsFor(local)[name] ?? {})
      return `${method} ${url}`
    })
    expect(new Set(requests).size).toBe(requests.length)
  })
})

describe('what is not declared cannot be sent', () => {
  test('no token of the settings serves its scope', async ({ local }) => {
    const connection = connected(local.url, [everything(local.tokens.write)])
    const secrets = read('rudder:secrets:read', 'GET /secret', {})
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

import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test as vitest } from 'vitest'
import { systems } from '../../../src/app.ts'
import { type Operation, type RawInput, read, write } from '../../../src/systems/operation.ts'
import type { Connection, System } from '../../../src/systems/system.ts'
import { callOf, connectedTo, everythingOf, operationsOf, tokenFor } from './connected.ts'
import type { Inputs, LocalSystem, Running } from './local-system.ts'
import { below, filled, isHandshake } from './matching.ts'

/** Every operation is served as it is declared, with a token for its scope alone; nothing that isn't declared can be sent. */
export const operationContract = <L extends Running>(system: System, kind: LocalSystem<L>, inputs: Inputs<L>): void => {
  const all = Object.entries(operationsOf(system))
  const handshakes = all.filter(([, { shape }]) => shape.internal === 'handshake').map(([, operation]) => operation)
  const test = vitest.extend('local', async () => {
    const local = await kind.start('newest')
    onTestFinished(() => local.close())
    inputs.prepare?.(local)
    return local
  })
  const inputOf = (local: L, name: string): RawInput => {
    const found = inputs.operations(local)[name]
    if (!found) throw new Error(`There is no input for the operation ${name}.`)
    return found
  }
  const opening = (local: L) => handshakes.map((one) => tokenFor(kind.token(local, one), [one.scope]))
  /** What arrived, without the handshake. */
  const arrived = (local: L) => local.requests.filter((one) => !isHandshake(system, local.url, one))
  const anyRead = all.find(
    ([, { kind, endpoint, shape }]) => kind === 'read' && /^GET .*\{/.test(endpoint) && !shape.internal && !shape.each,
  )

  describe('every declared operation', () => {
    vitest('belongs to a system that is registered', () => {
      expect(systems).toContain(system)
    })

    test('has an input, and there is none for another', ({ local }) => {
      expect(Object.keys(inputs.operations(local)).sort()).toEqual(all.map(([name]) => name).sort())
    })

    for (const [name, operation] of all) {
      test(`${name}: ${operation.endpoint} is served, with the token that the settings would declare`, async ({
        local,
      }) => {
        const input = inputOf(local, name)
        const own = tokenFor(kind.token(local, operation), [operation.scope])
        const answer = await callOf(connectedTo(system, local.url, [...opening(local), own]), operation, input)
        if (operation.shape.each) expect((answer as unknown[]).length).toBeGreaterThan(0)
        else if (operation.shape.output) expect(answer).toBeDefined()
        if (inputs.secret)
          expect(JSON.stringify(answer) + inspect(answer, { depth: 30 })).not.toMatch(inputs.secret.seeded)
        const last = local.requests.at(-1)
        const [method] = operation.endpoint.split(' ')
        expect(last).toMatchObject({ method, answered: true, accepted: operation.kind === 'write' })
        expect(Math.floor((last?.status ?? 0) / 100)).toBe(2)
        expect(below(system, local.url, operation, last?.path ?? '')).toEqual(filled(operation, input))
      })

      test(`${name}: without a token that serves ${operation.scope} nothing is sent`, async ({ local }) => {
        const token = everythingOf(system, kind.token(local, operation))
        const others = { ...token, scopes: token.scopes.filter((scope) => scope !== operation.scope) }
        const first = opening(local).filter(({ scopes }) => !scopes.includes(operation.scope))
        const connection = connectedTo(system, local.url, [...first, others])
        await expect(callOf(connection, operation, inputOf(local, name))).rejects.toMatchObject({
          name: 'SystemError',
          kind: 'auth',
          unsent: true,
        })
        expect(arrived(local)).toEqual([])
      })
    }

    test.skipIf(!inputs.secret)(
      'no answer shows a secret; the server’s own answers are full of them',
      async ({ local }) => {
        const connection = connectedTo(system, local.url, opening(local))
        const session = await system.protocol.open(
          (operation, input) => connection.call(operation, input),
          connection.id,
        )
        for (const name of inputs.secret?.shownBy ?? []) {
          const operation = operationsOf(system)[name] as Operation
          const { method, url } = connection.request(operation, inputOf(local, name))
          const headers = { ...session.headers, ...system.protocol.present(kind.token(local, operation)) }
          expect(await (await fetch(url, { method, headers })).text()).toMatch(inputs.secret?.seeded ?? '')
        }
      },
    )

    vitest('a scope is sensitive, and internal, for all that it gives or for nothing', () => {
      const kinds = all.map(
        ([, { scope, shape }]) => `${scope} ${shape.sensitive ?? false} ${shape.internal !== undefined}`,
      )
      expect(new Set(kinds).size).toBe(new Set(all.map(([, { scope }]) => scope)).size)
    })

    test('a name that says nothing new: no two are the same request', ({ local }) => {
      const connection = connectedTo(system, local.url, [])
      // What a token is asked about itself is one request for the scope of each.
      const others = all.filter(([, { shape }]) => !shape.own)
      const requests = others.map(([name, operation]) => {
        const { method, url } = connection.request(operation, inputOf(local, name))
        return `${method} ${url}`
      })
      expect(new Set(requests).size).toBe(requests.length)
    })
  })

  describe('what is not declared cannot be sent', () => {
    const unserved = async (local: L, connection: Connection, operation: Operation, input: RawInput) => {
      await expect(callOf(connection, operation, input)).rejects.toMatchObject({ kind: 'auth', unsent: true })
      expect(arrived(local)).toEqual([])
    }

    test('no token of the settings serves its scope', async ({ local }) => {
      const [, any] = all[0] as (typeof all)[0]
      const connection = connectedTo(system, local.url, [
        ...opening(local),
        everythingOf(system, kind.token(local, any)),
      ])
      await unserved(local, connection, read(`${system.name}:undeclared:read`, 'GET /secret', {}), {})
      await unserved(local, connection, write(`${system.name}:undeclared:write`, 'DELETE /all/{id}', {}), {
        id: 'root',
      })
    })

    test.skipIf(!anyRead)('nor is there a way to give a path, a method or a header', async ({ local }) => {
      const [name, operation] = anyRead as (typeof all)[0]
      const connection = connectedTo(system, local.url, [
        ...opening(local),
        tokenFor(kind.token(local, operation), [operation.scope]),
      ])
      const input = inputOf(local, name)
      const { url } = connection.request(operation, input)
      await connection.call(operation, {
        path: '/all',
        method: 'DELETE',
        headers: { 'x-http-method': 'DELETE' },
        ...input,
      })
      const { pathname, search } = new URL(url)
      expect(local.requests.at(-1)).toMatchObject({ method: 'GET', path: `${pathname}${search}`, body: '' })
    })

    const lies = all.filter(([, { kind, endpoint }]) => kind === 'write' && !endpoint.startsWith('GET '))
    const [, reading] = all.find(([, { kind, shape }]) => kind === 'read' && !shape.internal) ?? []
    test.skipIf(lies.length === 0 || !reading)(
      'an operation that lies about its kind needs a permit all the same, or is a read that cannot write',
      async ({ local }) => {
        const { scope } = reading as Operation
        const token = tokenFor(kind.token(local, reading as Operation), [scope])
        const connection = connectedTo(system, local.url, [...opening(local), token])
        for (const [name, operation] of lies) {
          const lie: Operation = { ...operation, kind: 'read', scope }
          await expect(connection.call(lie, inputOf(local, name))).rejects.toMatchObject({ kind: 'forbidden' })
        }
        expect(local.writes()).toEqual([])
      },
    )
  })
}

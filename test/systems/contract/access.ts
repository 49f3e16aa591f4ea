import { describe, expect, onTestFinished, test } from 'vitest'
import type { Operation } from '../../../src/systems/operation.ts'
import type { System } from '../../../src/systems/system.ts'
import { some } from '../../runs.ts'
import { callOf, connectedTo, operationsOf, tokenFor } from './connected.ts'
import type { Inputs, LocalSystem, Running } from './local-system.ts'

/** An account for some scopes may do all that they give and nothing else, and the health check finds out just that. */
export const accessContract = <L extends Running>(system: System, kind: LocalSystem<L>, inputs: Inputs<L>): void => {
  // What is asked only of the objects of a token, or may be refused, is nothing that any account has.
  const all = Object.entries(operationsOf(system)).filter(([, { shape }]) => !shape.bound && !shape.refusable)
  const scopes = [...new Set(all.map(([, { scope }]) => scope))].sort()
  const handshakes = all.filter(([, { shape }]) => shape.internal === 'handshake').map(([, operation]) => operation)
  /** What every token may be asked about itself. */
  const anybodys = scopes.filter((scope) =>
    all.every(([, operation]) => operation.scope !== scope || operation.shape.internal === 'probe'),
  )

  const start = async (account: (local: L, scopes: readonly string[]) => string, given: readonly string[]) => {
    const local = await kind.start('newest')
    onTestFinished(() => local.close())
    inputs.prepare?.(local)
    const opening = handshakes.map((one) => tokenFor(kind.token(local, one), [one.scope]))
    const secret = account(local, given)
    const connections = new Map<string, ReturnType<typeof connectedTo>>()
    const connectionFor = (scope: string) => {
      const known = connections.get(scope) ?? connectedTo(system, local.url, [tokenFor(secret, [scope]), ...opening])
      connections.set(scope, known)
      return known
    }
    /** `can` if it is answered, `cannot` if the token may not. */
    const ask = ([name, operation]: readonly [string, Operation]): Promise<string> => {
      const connection = connectionFor(operation.scope)
      return callOf(connection, operation, inputs.operations(local)[name] ?? {}).then(
        () => 'can',
        (error) => (error.kind === 'forbidden' ? 'cannot' : `${error.kind} ${error.detail}`),
      )
    }
    return { local, secret, ask }
  }

  /** What an account for these scopes can do of all that is declared; what it is given is asked of a new server each time. */
  const canDo = async (account: Parameters<typeof start>[0], given: readonly string[]): Promise<readonly string[]> => {
    const shared = await start(account, given)
    const found: string[] = []
    for (const one of all) {
      const [name, { scope }] = one
      const { ask } = given.includes(scope) ? await start(account, given) : shared
      const said = await ask(one)
      if (said !== 'cannot') found.push(said === 'can' ? name : `${name}: ${said}`)
    }
    expect(shared.local.writes()).toEqual([])
    return found
  }

  const ofScopes = (given: readonly string[]) => {
    const can = [...given, ...(kind.along?.(given) ?? [])]
    return all
      .filter(([, { scope, shape }]) => can.includes(scope) || anybodys.includes(scope) || shape.own)
      .map(([name]) => name)
  }

  describe.each(some(1, Object.entries(kind.accounts)))('an account, %s', (_, account) => {
    test.each(some(9, scopes))('for %s may do every operation of it and nothing else', async (scope) => {
      expect(await canDo(account, [scope])).toEqual(ofScopes([scope]))
    })

    test.each(system.accounts)(
      '“$name” may do every operation of its scopes and nothing else',
      async ({ scopes: given }) => {
        expect(await canDo(account, given)).toEqual(ofScopes(given))
      },
    )

    test.each(system.accounts)(
      '“$name” is found to be able to do what it is declared for, without any effect',
      async ({ scopes: given }) => {
        const { local, secret } = await start(account, given)
        const opening = handshakes.map((one) => ({ ...tokenFor(kind.token(local, one), [one.scope]), name: 'opening' }))
        const connection = connectedTo(system, local.url, [tokenFor(secret, given), ...opening])
        const { rights } = await connection.probe('own')
        expect(rights.filter(({ declared, may }) => may === (declared ? 'cannot' : 'can'))).toEqual([])
        expect(local.writes()).toEqual([])
      },
    )
  })

  test('a token that nobody knows is not accepted', async () => {
    const { local } = await start(() => '', [])
    const connection = connectedTo(system, local.url, [tokenFor('nobody-knows-this-token-0000000', scopes)])
    await expect(connection.probe('own')).rejects.toMatchObject({ name: 'SystemError', kind: 'auth' })
    expect(local.writes()).toEqual([])
  })
}

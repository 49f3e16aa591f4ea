import { describe, expect, onTestFinished, test } from 'vitest'
import { startRudder } from '../../src/playground/rudder/index.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { accessFor } from '../../src/systems/rudder/accounts.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import type { Connection } from '../../src/systems/system.ts'
import { Secret } from '../../src/vault/secret.ts'
import { some } from '../runs.ts'
import { approvalFor, connected, everything, operationsOf } from './connected.ts'
import { inputsFor, prepare } from './inputs.ts'

const all = Object.entries(operationsOf(rudder))
const scopes = [...new Set(all.map(([, { scope }]) => scope))].sort()
const secret = 'own00000000000000000000000000tok'

type Entries = ReturnType<typeof accessFor>

/** A Rudder where the token has an account with this access list; that of a person where it decides on requests. */
const withList = async (list: Entries, decides: boolean) => {
  const local = await startRudder({ api: 23, nodes: 4 })
  onTestFinished(() => local.close())
  prepare(local)
  const acl = list.map(({ path, actions }) => ({ path, actions: [...actions] }))
  local.state.accounts[secret] = { id: 'own', name: 'own', kind: decides ? 'user' : 'acl', acl }
  const handshake = { ...everything(local.tokens.read), scopes: ['rudder:info:read'] }
  const own = { ...everything(secret), name: 'own', secret: new Secret(() => secret) }
  /** `can` where the answer is one, `cannot` where the token may not. */
  const connections = new Map<string, Connection>()
  const connectionFor = ({ scope }: Operation): Connection => {
    const connection = connections.get(scope) ?? connected(local.url, [{ ...own, scopes: [scope] }, handshake])
    connections.set(scope, connection)
    return connection
  }
  const ask = async ([name, operation]: readonly [string, Operation]): Promise<string> => {
    const connection = connectionFor(operation)
    const input = inputsFor(local)[name] ?? {}
    const asked = operation.shape.each
      ? Array.fromAsync(connection.each(operation, input))
      : operation.kind === 'write'
        ? connection.write(operation, input, approvalFor(connection, operation, input))
        : connection.call(operation, input)
    return asked.then(
      () => 'can',
      (error) => (error.kind === 'forbidden' ? 'cannot' : `${error.kind} ${error.detail}`),
    )
  }
  return { local, ask }
}

/** What a token with this list can do of all that is declared; what it is given is asked on a new server each time. */
const canDo = async (list: Entries, given: readonly string[]): Promise<readonly string[]> => {
  const decides = given.includes('rudder:requests:approve')
  const shared = await withList(list, decides)
  const found: string[] = []
  for (const one of all) {
    const [name, { scope }] = one
    const { ask } = given.includes(scope) ? await withList(list, decides) : shared
    const said = await ask(one)
    if (said !== 'cannot') found.push(said === 'can' ? name : `${name}: ${said}`)
  }
  expect(shared.local.writes()).toEqual([])
  return found
}

/** The operations of these scopes; what every token may be asked about itself is allowed to each. */
const ofScopes = (given: readonly string[]) =>
  all.filter(([, { scope }]) => given.includes(scope) || scope === 'rudder:token:read').map(([name]) => name)

test('all scopes are asked about', () => {
  expect(scopes).toHaveLength(26)
})

/** A list as it is written and the other way round: its order must not matter. */
const ordersOf = (list: Entries) =>
  some(1, [
    ['as it is written', list],
    ['in the other order', list.toReversed()],
  ] as const)

describe.each(scopes)('the access list of %s', (scope) => {
  const list = accessFor([scope])
  test.each(ordersOf(list))('gives every operation of it and nothing else, %s', async (_, entries) => {
    expect(await canDo(entries, [scope])).toEqual(ofScopes([scope]))
  })
})

describe.each(rudder.accounts)('the access list of the account “$name”', ({ scopes: given }) => {
  const list = accessFor(given)
  test.each(ordersOf(list))('gives every operation of its scopes and nothing else, %s', async (_, entries) => {
    expect(await canDo(entries, given)).toEqual(ofScopes(given))
  })
})

test('the accounts of the playground that have lists have these', async () => {
  const local = await startRudder({ nodes: 1 })
  onTestFinished(() => local.close())
  const listOf = (token: string) => local.state.accounts[token]?.acl
  const scopesOf = (wanted: string) => rudder.accounts.find(({ name }) => name === wanted)?.scopes ?? []
  expect(listOf(local.tokens.operator)).toEqual(accessFor([...scopesOf('writer'), 'rudder:directives:run']))
  expect(listOf(local.tokens.keeper)).toEqual(accessFor(scopesOf('keeper')))
})

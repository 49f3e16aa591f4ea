import { onTestFinished } from 'vitest'
import { connect } from '../../../src/systems/connection.ts'
import { createTransport } from '../../../src/systems/http.ts'
import type { Operation, RawInput } from '../../../src/systems/operation.ts'
import type { Connection, System } from '../../../src/systems/system.ts'
import type { TransportSettings } from '../../../src/systems/transport.ts'
import { issuePermit, type Permit } from '../../../src/vault/permit.ts'
import { Secret } from '../../../src/vault/secret.ts'
import { type Token, tokenSource } from '../../../src/vault/tokens.ts'
import { eagerWorld } from '../calling.ts'

export type Operations = Readonly<Record<string, Operation>>
export const operationsOf = ({ operations }: System): Operations => operations

/** A token of this value for these scopes. */
export const tokenFor = (value: string, scopes: readonly string[]): Token => ({
  name: 'own',
  secret: new Secret(() => value),
  scopes,
})

/** A token that serves every operation of a system but the one that makes tokens for people, whose token serves nothing else. */
export const everythingOf = (system: System, value: string): Token => {
  const served = Object.values(operationsOf(system)).filter(({ shape }) => shape.internal !== 'mint')
  return tokenFor(value, [...new Set(served.map(({ scope }) => scope))])
}

/** A connection of a system through the one transport, closed when the test is over; no wait takes real time. */
export const connectedTo = (
  system: System,
  url: string,
  tokens: readonly Token[],
  more: Partial<TransportSettings> = {},
): Connection => {
  const id = `${system.name}/test` as const
  const world = eagerWorld()
  const transport = createTransport({ id, url, ...more }, world)
  onTestFinished(() => transport.close())
  const scopes = Object.values(operationsOf(system)).map(({ scope }) => scope)
  return connect(system, { id, url }, tokenSource(tokens, scopes), transport, world)
}

/** A live permit for the one request that this write would be. */
export const approvalFor = (connection: Connection, operation: Operation, input: RawInput): Permit => {
  const { digest } = connection.request(operation, input)
  const until = Number.MAX_SAFE_INTEGER
  return issuePermit({ proposal: 'p', connection: connection.id, scope: operation.scope, digest, until })
}

/** Calls any operation: a list is read to its end, a write has its permit. */
export const callOf = async (connection: Connection, operation: Operation, input: RawInput): Promise<unknown> => {
  if (operation.shape.each) return Array.fromAsync(connection.each(operation, input))
  return operation.kind === 'write'
    ? connection.write(operation, input, approvalFor(connection, operation, input))
    : connection.call(operation, input)
}

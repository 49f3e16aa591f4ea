import { onTestFinished } from 'vitest'
import { connect } from '../../src/systems/connection.ts'
import { createTransport, type TransportSettings } from '../../src/systems/http.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import type { Connection, System } from '../../src/systems/system.ts'
import { type Approval, mintApproval } from '../../src/vault/approval.ts'
import { Secret } from '../../src/vault/secret.ts'
import { type Token, tokenSource } from '../../src/vault/tokens.ts'
import { eagerWorld } from '../systems/calling.ts'

export type Operations = Readonly<Record<string, Operation>>
export const operationsOf = ({ operations }: System): Operations => operations as Operations
const id = 'rudder/test'

/** A token that serves every operation of Rudder. */
export const everything = (value: string): Token => ({
  name: 'everything',
  secret: new Secret(() => value),
  scopes: [...new Set(Object.values(operationsOf(rudder)).map(({ scope }) => scope))],
})

/** A connection of a Rudder through the one transport, closed when the test is over; no wait takes real time. */
export const connected = (url: string, tokens: readonly Token[], more: Partial<TransportSettings> = {}): Connection => {
  const world = eagerWorld()
  const transport = createTransport({ id, url, ...more }, world)
  onTestFinished(() => transport.close())
  const scopes = Object.values(operationsOf(rudder)).map(({ scope }) => scope)
  return connect(rudder, { id, url }, tokenSource(tokens, scopes), transport, world)
}

/** A live approval for the one request that this write would be. */
export const approvalFor = (connection: Connection, operation: Operation, input: object): Approval => {
  const { digest } = connection.request(operation, { ...input })
  const until = Number.MAX_SAFE_INTEGER
  return mintApproval({ proposal: 'p', connection: connection.id, scope: operation.scope, digest, until })
}

import { type LocalRill, type LocalRillOptions, startRill } from 'local-rill'
import { onTestFinished } from 'vitest'
import { connect } from '../../../src/systems/connection.ts'
import { createTransport } from '../../../src/systems/http.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import type { Connection } from '../../../src/systems/system.ts'
import type { Individual, LookUp } from '../../../src/vault/individual.ts'
import { tokenSource } from '../../../src/vault/tokens.ts'
import { eagerWorld } from '../calling.ts'
import { operationsOf, tokenFor } from '../contract/connected.ts'

/** Somebody with a verified e-mail. */
export const individual = (email: string | undefined, more: Partial<Individual> = {}): Individual => ({
  email,
  noEmail: 'Your Slack profile hides your e-mail.',
  isGuest: false,
  groups: [],
  profile: { title: undefined },
  ...more,
})

const everything = Object.values(operationsOf(rill)).map(({ scope }) => scope)

/** A Rill, and a connection to it that reads with the rights of whoever asks, as its settings would have it. */
export const asking = async (
  settings: Readonly<Record<string, unknown>> = {},
  { scopes = ['rill:credentials:run'], ...options }: LocalRillOptions & { readonly scopes?: readonly string[] } = {},
) => {
  const world = eagerWorld()
  const local = await startRill({ now: () => world.clock.now(), ...options })
  onTestFinished(() => local.close())
  const id = 'rill/test'
  const transport = createTransport({ id, url: local.url }, world)
  onTestFinished(() => transport.close())
  const tokens = settings.mode === 'local' ? [] : [tokenFor(local.tokens.admin, scopes)]
  const source = tokenSource(tokens, everything, ['rill:credentials:run'])
  const given = { mode: 'user', apis: {}, views: 'all', admins: [], trustProfileField: false, ...settings }
  const connection = connect(rill, { id, url: local.url, settings: given }, source, transport, world)
  /** The line of one person. */
  const as = (person: string, who: Individual | LookUp): Connection =>
    connection.for({ person, own: true, lookUp: typeof who === 'function' ? who : async () => who })
  return { local, world, connection, as }
}

/** The rows of an API, read in one line. */
export const rowsOf = (line: Connection, name: string, query: Readonly<Record<string, string>> = {}) =>
  Array.fromAsync(line.each(rill.operations.callApi, { name, query })) as Promise<readonly Record<string, unknown>[]>

/** The handshakes that were made. */
export const handshakes = ({ requests }: LocalRill) => requests.filter(({ path }) => path.endsWith('/credentials'))

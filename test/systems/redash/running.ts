import { keys, type LocalRedash, type LocalRedashOptions, startRedash } from 'local-redash'
import { onTestFinished } from 'vitest'
import { bind } from '../../../src/systems/bind.ts'
import { connect } from '../../../src/systems/connection.ts'
import { createTransport } from '../../../src/systems/http.ts'
import type { Limits } from '../../../src/systems/limits.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { type QueryRun, runToEnd } from '../../../src/systems/redash/run/run-query.ts'
import type { Connection } from '../../../src/systems/system.ts'
import { viewOf } from '../../../src/systems/view.ts'
import { Secret } from '../../../src/vault/secret.ts'
import { type Token, tokenSource } from '../../../src/vault/tokens.ts'
import { eagerWorld } from '../calling.ts'

const scopesOf = Object.values<Operation>(redash.operations).map(({ scope }) => scope)

/** What a run takes, with free text and cancel. */
export const running = [
  'redash:queries:read',
  'redash:queries:run',
  'redash:text-queries:run',
  'redash:jobs:read',
  'redash:jobs:run',
  'redash:results:read',
  'redash:dropdowns:read',
  'redash:dashboards:read',
] as const

const token = (name: string, value: string, only?: Token['only']): Token => ({
  name,
  secret: new Secret(() => value),
  scopes: only ? running.filter((scope) => !/text-queries|:jobs:run/.test(scope)) : ['redash:session:read', ...running],
  ...(only && { only }),
})

/** The key of a user. */
export const userToken = (who: keyof typeof keys = 'runner'): Token => token(who, keys[who])

/** The key of one query. */
export const queryToken = (local: LocalRedash, id: number): Token =>
  token(`query ${id}`, local.keyOf(id), { queryId: [String(id)] })

/** A local Redash whose time passes only while somebody waits, and a connection to it with these tokens. */
export const scene = async (
  tokens: (local: LocalRedash) => readonly Token[] = () => [userToken()],
  options: LocalRedashOptions = {},
  limits: Partial<Limits> = {},
) => {
  const world = eagerWorld()
  const local = await startRedash({ now: () => world.clock.now(), ...options })
  onTestFinished(() => local.close())
  const id = 'redash/test' as const
  const transport = createTransport({ id, url: local.url, limits }, world)
  onTestFinished(() => transport.close())
  const connection: Connection = connect(
    redash,
    { id, url: local.url },
    tokenSource(tokens(local), scopesOf),
    transport,
    world,
  )
  const api = bind<typeof redash.operations, (typeof running)[number]>(connection, running)
  const view = viewOf(connection, running)
  const asked = () =>
    local.requests.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '<job>')}`)
  return { world, clock: world.clock, local, connection, api, view, asked }
}

type Scene = Awaited<ReturnType<typeof scene>>

/** A run of a query with the key of a user. */
export const runOf = (queryId: string, more: Partial<QueryRun> = {}): QueryRun => ({
  queryId,
  parameters: {},
  hasText: false,
  key: 'user',
  ...more,
})

/** One that takes three seconds. */
export const slow = runOf('25', { parameters: { n: '1' } })

/** How a run ends that is always run. */
export const ended = ({ api, clock }: Scene, run: QueryRun, more: object = {}) =>
  runToEnd(api, run, { clock, keeping: { rows: 100 }, maxAge: 0, ...more })

/** What was asked, without the handshake. */
export const sent = ({ asked }: Pick<Scene, 'asked'>): readonly string[] =>
  asked().filter((one) => !one.includes('/api/session'))

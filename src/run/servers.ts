import type { Kysely } from 'kysely'
import { SystemError } from '../errors.ts'
import type { Schema } from '../store/schema.ts'
import { keepTold, type ServerRow, serversKnown } from '../store/servers.ts'
import type { Server } from '../store/undecided.ts'
import { readerOf } from '../systems/reader.ts'
import type { Connection } from '../systems/system.ts'
import type { Context, Reachable } from './context.ts'
import { relationOf, type ServerFacts } from './same-server.ts'

/** How long a server may take to say which one it is, in milliseconds. */
const limitMs = 5_000

/** What a connection says of its server when it is asked; throws SystemError if it doesn't answer. */
export const askServer = async (
  connection: Connection,
  signal?: AbortSignal,
): Promise<{ readonly instance: string | undefined; readonly key: string | undefined }> => {
  const instance = await instanceOf(connection, signal)
  return { instance, key: connection.seen.certificate?.pin }
}

const instanceOf = async (connection: Connection, signal: AbortSignal | undefined): Promise<string | undefined> => {
  const { server } = connection.system.protocol
  if (!server) {
    if (connection.seen.answeredAt === undefined) await connection.greet()
    return undefined
  }
  try {
    return await server(readerOf(connection, signal))
  } catch (error) {
    // It answered before when asked for its version, so it is there and only lacks this id.
    if (error instanceof SystemError && isRefusal(error)) return undefined
    throw error
  }
}

const isRefusal = ({ kind, reason }: SystemError): boolean =>
  reason === 'no-token' || ['forbidden', 'too-old', 'not-found', 'rejected'].includes(kind)

/** A write may wait for it, so it is given up sooner than other reads. */
const soon = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const signal = AbortSignal.timeout(limitMs)
  const over = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  const working = work(signal)
  working.catch(() => {})
  return Promise.race([working, over])
}

/** Asks these connections which servers they lead to, and keeps what they say; never rejects. */
export const recognize = async (
  context: Pick<Context, 'store' | 'world'>,
  connections: readonly Connection[],
): Promise<void> => {
  const { store, world } = context
  const one = async (connection: Connection): Promise<void> => {
    try {
      const told = await soon((signal) => askServer(connection, signal))
      const { id, url, server = null } = connection
      await keepTold(store, { connection: id, url, name: server, ...told }, world.clock.now())
    } catch (error) {
      world.log.warn('server', { connection: connection.id }, error)
    }
  }
  await Promise.all(connections.map(one))
}

/** All connections of the kind of system that this one is of, itself included. */
export const siblingsOf = ({ connections }: Pick<Context, 'connections'>, id: string): readonly Connection[] =>
  connections.map(({ connection }) => connection).filter((other) => other.system.name === id.split('/')[0])

/** What is known about all servers: of the connections in the settings, and of those that are no longer there. */
export const serverFacts = async (
  { connections }: { readonly connections: readonly Pick<Reachable, 'connection'>[] },
  db: Kysely<Schema>,
): Promise<readonly ServerFacts[]> => {
  const known = await serversKnown(db)
  const isSet = ({ connection, url }: ServerRow) =>
    connections.some(({ connection: { id, url: now } }) => id === connection && now === url)
  return [
    ...connections.map(({ connection: { id, url, server = null } }) => {
      const row = known.find((one) => one.connection === id && one.url === url)
      return { ...factsOf(row), connection: id, url, name: server, isSet: true }
    }),
    ...known
      .filter((row) => !isSet(row))
      .map((row) => ({ ...factsOf(row), connection: row.connection, url: row.url, name: row.name, isSet: false })),
  ]
}

const factsOf = (row: ServerRow | undefined) => ({
  instance: row?.instance ?? null,
  key: row?.key ?? null,
  answered: row !== undefined,
})

/** Whether a stored proposal went where a connection leads now: there itself, or through another one to the same server. */
export type Nearness = 'here' | 'same' | 'unknown' | 'other'

/** Tells it of a connection and an address as they were when the proposal was stored. */
export const nearnessTo =
  ({ id, url }: Pick<Server, 'id' | 'url'>, facts: readonly ServerFacts[]) =>
  (connection: string, at: string): Nearness => {
    if (connection === id || at === url) return 'here'
    const find = (one: string, where: string) => facts.find((each) => each.connection === one && each.url === where)
    const silent = { name: null, instance: null, key: null, answered: false, isSet: false }
    const there = find(connection, at) ?? { ...silent, connection, url: at }
    const relation = relationOf(find(id, url) ?? { ...silent, connection: id, url }, there)
    return typeof relation === 'object' ? 'same' : relation
  }

/** A connection with all others that lead to the same server, as far as is known. */
export const serverOf = async (
  context: Pick<Context, 'connections'>,
  db: Kysely<Schema>,
  connection: Pick<Server, 'id' | 'url'>,
): Promise<Server> => {
  const facts = await serverFacts(context, db)
  const near = nearnessTo(connection, facts)
  const also = facts.filter((one) => near(one.connection, one.url) === 'same')
  return {
    id: connection.id,
    url: connection.url,
    also: also.map((one) => ({ connection: one.connection, url: one.url })),
  }
}

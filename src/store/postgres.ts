import { PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Log } from '../world.ts'
import { checkDatabaseUrl } from './database-url.ts'
import { codeOf, type Engine } from './engine.ts'

const int8 = 20
const numeric = 1700

/** Counts, sums and times as numbers, as SQLite gives them; node-postgres would give strings. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

const createPool = (url: () => string, log: Log): { pool: pg.Pool; renew: () => void } => {
  /** The next connection uses a changed password. */
  class Following extends pg.Client {
    constructor(config: pg.ClientConfig = {}) {
      super({ ...config, connectionString: url() })
    }
  }
  const pool = new pg.Pool({
    Client: Following,
    types,
    application_name: 'coxswain',
    max: 10,
    // Waiting for a free connection counts too.
    connectionTimeoutMillis: 20_000,
    statement_timeout: 30_000,
    // A replica that hangs in a transaction loses it, which unlocks its rows.
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  })
  // A connection may break while it is in use, when the pool does not listen, and an unhandled 'error' ends the process.
  pool.on('connect', (client) => client.on('error', (error) => log.warn('store.connection-lost', {}, error)))
  pool.on('error', () => {})
  const open = new Set<pg.PoolClient>()
  const outdated = new WeakSet<pg.PoolClient>()
  pool.on('connect', (client) => open.add(client))
  pool.on('remove', (client) => open.delete(client))
  // The pool drops a connection that is ending.
  pool.on('release', (_, client) => {
    if (outdated.has(client)) void client.end()
  })
  return {
    pool,
    renew: () => {
      for (const client of open) outdated.add(client)
      const drop = (client: pg.PoolClient) => client.release()
      for (let idle = pool.idleCount; idle > 0; idle--) void pool.connect().then(drop, () => {})
    },
  }
}

const serializationFailure = '40001'
const deadlock = '40P01'

/** If the file with the address cannot be read now, the last address that was read is used. */
const lasting = (read: () => string): (() => string) => {
  let last = read()
  return () => {
    try {
      last = read()
    } catch {}
    return last
  }
}

/** A pool of at most ten connections; broken ones are logged and replaced. `read` returns the address for each of them. */
export const postgresEngine = (read: () => string, log: Log): Engine => {
  const url = lasting(read)
  const { host, pathname } = checkDatabaseUrl(url())
  let renew = () => {}
  return {
    name: 'postgres',
    place: `${host}${pathname}`,
    dialect: new PostgresDialect({
      pool: async () => {
        const created = createPool(url, log)
        renew = created.renew
        return created.pool
      },
    }),
    contended: (error) => [serializationFailure, deadlock].includes(codeOf(error)),
    renew: () => renew(),
  }
}

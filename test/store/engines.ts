import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, inject } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { World } from '../../src/world.ts'
import { testWorld } from '../world.ts'

export type EngineName = Store['engine']

/** The key of every test's audit chain. */
export const testAuditKey = 'test-audit-key-0123456789abcdef'

/** What `openStore` needs to find the same database from another process. */
export interface Settings {
  readonly url?: string
  readonly file?: string
}

/** The same for `openStore` itself. */
export const optionsOf = ({ url, file }: Settings): Pick<StoreOptions, 'url' | 'file'> =>
  url === undefined ? { file } : { url: () => url }

/** An empty database; every `open` is one more replica on it. */
export interface Database {
  readonly settings: Settings
  open(world?: World, auditKey?: string): Promise<Store>
  /** Closes what was opened and removes the database. */
  drop(): Promise<void>
}

const admin = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

interface Place {
  readonly settings: Settings
  readonly remove: () => Promise<void>
}

const placeOn = async (server: string): Promise<Place> => {
  const name = `coxswain_${randomBytes(8).toString('hex')}`
  await admin(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { settings: { url: url.href }, remove: () => admin(server, `drop database if exists ${name} with (force)`) }
}

const place = async (engine: EngineName): Promise<Place> => {
  if (engine === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'coxswain-store-'))
    return { settings: { file: join(folder, 'test.db') }, remove: () => rm(folder, { recursive: true, force: true }) }
  }
  return placeOn(inject('postgresUrl'))
}

/** Makes an empty database; call `drop` at the end of the test. */
export const freshDatabase = async (engine: EngineName): Promise<Database> => databaseAt(await place(engine))

/** The same on a PostgreSQL server of one's own. */
export const createDatabase = async (server: string): Promise<Database> => databaseAt(await placeOn(server))

const databaseAt = ({ settings, remove }: Place): Database => {
  const stores: Store[] = []
  return {
    settings,
    open: async (world = testWorld(), auditKey = testAuditKey) => {
      const store = await openStore({ ...optionsOf(settings), world, auditKey: new Secret(() => auditKey) })
      stores.push(store)
      return store
    },
    drop: async () => {
      await Promise.all(stores.map((store) => store.close()))
      await remove()
    },
  }
}

/** What a test gets from `eachEngine`: databases that are dropped when the test ends. */
export interface Engine {
  readonly name: EngineName
  fresh(): Promise<Database>
  /** A store on a fresh database. */
  open(world?: World): Promise<Store>
}

/** Declares the same tests for SQLite and for PostgreSQL. */
export const eachEngine = (tests: (engine: Engine) => void): void => {
  describe.each<EngineName>(['sqlite', 'postgres'])('%s', (name) => {
    const databases: Database[] = []
    afterEach(async () => {
      await Promise.all(databases.splice(0).map((database) => database.drop()))
    })
    const fresh = async () => {
      const database = await freshDatabase(name)
      databases.push(database)
      return database
    }
    tests({ name, fresh, open: async (world) => (await fresh()).open(world) })
  })
}

import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, onTestFinished } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { World } from '../../src/world.ts'
import { isFull } from '../runs.ts'
import { testWorld } from '../world.ts'
import { admin } from './admin.ts'

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

/** A database; every `open` is one more replica on it. */
export interface Database {
  readonly settings: Settings
  open(world?: World, auditKey?: string): Promise<Store>
  /** Closes what was opened and removes the database. */
  drop(): Promise<void>
}

interface Place {
  readonly settings: Settings
  readonly remove: () => Promise<void>
}

const placeOn = async (server: string, like = ''): Promise<Place> => {
  const name = `coxswain_${randomBytes(8).toString('hex')}`
  // In memory and without fsync it is quicker to copy the files than to log every page of them.
  await admin(server, `create database ${name} ${like} strategy file_copy`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { settings: { url: url.href }, remove: () => admin(server, `drop database if exists ${name} with (force)`) }
}

const placeInFolder = async (): Promise<Place & { readonly file: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'coxswain-store-'))
  const file = join(folder, 'test.db')
  return { file, settings: { file }, remove: () => rm(folder, { recursive: true, force: true }) }
}

const migratedPlace = async (engine: EngineName): Promise<Place> => {
  const templates = inject('templates')
  if (engine === 'postgres') return placeOn(inject('postgresUrl'), `template ${templates.postgres}`)
  const place = await placeInFolder()
  await copyFile(templates.sqlite, place.file)
  return place
}

/** Makes a database with today's schema and nothing in it; call `drop` at the end of the test. */
export const freshDatabase = async (engine: EngineName): Promise<Database> => databaseAt(await migratedPlace(engine))

/** Makes one without any table, where the migrations are the subject. */
export const emptyDatabase = async (engine: EngineName): Promise<Database> =>
  databaseAt(engine === 'sqlite' ? await placeInFolder() : await placeOn(inject('postgresUrl')))

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
  /** With today's schema and nothing in it. */
  fresh(): Promise<Database>
  /** Without any table. */
  empty(): Promise<Database>
  /** A store on a fresh database. */
  open(world?: World): Promise<Store>
}

const both: readonly EngineName[] = ['sqlite', 'postgres']

/** Declares the same tests for SQLite and for PostgreSQL; in the quick suite only for the engines in `quick`. */
export const eachEngine = (tests: (engine: Engine) => void, quick = both): void => {
  describe.each(isFull() ? both : quick)('%s', (name) => {
    // What a test starts after it has its database ends before that is dropped.
    const kept = (database: Database): Database => {
      onTestFinished(() => database.drop())
      return database
    }
    const fresh = async () => kept(await freshDatabase(name))
    const empty = async () => kept(await emptyDatabase(name))
    tests({ name, fresh, empty, open: async (world) => (await fresh()).open(world) })
  })
}

/** Tests of what works on a database, not of the database: for both engines, in the quick suite for SQLite alone. */
export const mainlySqlite = (tests: (engine: Engine) => void): void => eachEngine(tests, ['sqlite'])

/** The same, in the quick suite for PostgreSQL alone. */
export const mainlyPostgres = (tests: (engine: Engine) => void): void => eachEngine(tests, ['postgres'])

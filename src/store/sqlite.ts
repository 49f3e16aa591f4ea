import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import type { Engine } from './engine.ts'

/**
 * While node:sqlite waits for another process it blocks the event loop, so it waits this briefly; `contention.ts` does the
 * rest.
 */
const busyMilliseconds = 5

const createPrivately = (file: string): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  closeSync(openSync(file, 'a', 0o600))
}

const connect = (file: string): DatabaseSync => {
  if (file !== ':memory:') createPrivately(file)
  const database = new DatabaseSync(file, { timeout: busyMilliseconds, enableForeignKeyConstraints: true })
  try {
    // Counts for a new file alone; `shrink.ts` then gives back what deleted rows took.
    database.exec('pragma auto_vacuum = incremental')
    // WAL is stored in the file; setting it again takes no lock, and the first of two processes wins.
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    // What is deleted is overwritten: otherwise it could still be read from the free pages of the file.
    database.exec('pragma secure_delete = on')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** The part of better-sqlite3 that Kysely needs, on node:sqlite. */
const wrap = (database: DatabaseSync): SqliteDatabase => ({
  close: () => database.close(),
  prepare: (sql) => {
    const statement = database.prepare(sql)
    // Kysely binds only what our own queries contain: strings, integers and null.
    const bound = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...bound(parameters)),
      run: (parameters) => statement.run(...bound(parameters)),
      iterate: (parameters) => statement.iterate(...bound(parameters)),
    }
  },
})

/** A plain `begin` takes the write lock at the first write, when it is too late to wait for it. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Each transaction runs at once and blocks the event loop: many in a row would block it for long, and Slack would wait.
    await setImmediate()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  /** On a full disk SQLite has rolled back by itself: the failing rollback must not hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch((error: unknown) => {
      if (!(error instanceof Error && error.message.includes('no transaction is active'))) throw error
    })
  }
}

/** SQLite rolls schema changes back like any other; Kysely then migrates in one transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class BuiltInDialect extends SqliteDialect {
  readonly #open: () => Promise<SqliteDatabase>
  constructor(open: () => Promise<SqliteDatabase>) {
    super({ database: open })
    this.#open = open
  }
  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#open })
  }
  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter()
  }
}

const SQLITE_BUSY = 5

/** The number of SQLite's own error, without its variants; undefined for any other. */
export const primaryCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined

/** One file (mode 0600, its folder 0700 if created) or `:memory:`, through node:sqlite; every commit is on the disk. */
export const sqliteEngine = (file: string): Engine => {
  const place = file === ':memory:' ? file : resolve(file)
  return {
    name: 'sqlite',
    place,
    dialect: new BuiltInDialect(async () => wrap(connect(place))),
    contended: (error) => primaryCode(error) === SQLITE_BUSY,
    renew: () => {},
  }
}

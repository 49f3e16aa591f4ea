import { existsSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { UserError } from '../errors.ts'
import { backedUpTables, tableNames } from './backed-up-tables.ts'
import { type Heading, type Page, writeLines } from './backup-file.ts'
import type { Head } from './chain.ts'
import { connectStore, type FoundDatabase, type StoreOptions } from './db.ts'
import { codeOf } from './engine.ts'
import { recordedIn } from './migrate.ts'
import { migrations } from './migrations/steps.ts'
import { restore } from './restore.ts'
import type { Schema } from './schema.ts'
import { troubleOf } from './trouble.ts'
import { fits } from './verify.ts'

/** What a backup contains. */
export interface TakenBackup {
  readonly at: number
  readonly head: Head
  readonly rows: Readonly<Record<string, number>>
  readonly bytes: number
}

const pageSize = 100

const unwritable = ['ENOENT', 'EACCES', 'EROFS', 'ENOSPC', 'EPERM', 'EDQUOT', 'ENOTDIR']

async function* pagesOf(db: Kysely<Schema>, counts: Record<string, number>): AsyncGenerator<Page, void> {
  const there = new Set((await db.introspection.getTables()).map(({ name }) => name))
  for (const table of tableNames.filter((name) => there.has(name))) {
    counts[table] = 0
    for (let offset = 0; ; offset += pageSize) {
      const ordered = backedUpTables[table].map((column) => sql.ref(column))
      const { rows } = await sql<Page['rows'][number]>`
        select * from ${sql.table(table)} order by ${sql.join(ordered)}
        limit ${sql.lit(pageSize)} offset ${sql.lit(offset)}`.execute(db)
      if (rows.length > 0) yield { table, rows }
      counts[table] += rows.length
      if (rows.length < pageSize) break
    }
  }
}

/** All of `work` sees the database as it is at one moment, while others go on writing to it. */
const atOneMoment = <T>({ engine, kysely }: FoundDatabase, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> =>
  kysely.connection().execute(async (db) => {
    // A transaction of SQLite as Kysely begins it would keep the bot from writing.
    await sql.raw(engine.name === 'sqlite' ? 'begin' : 'begin isolation level repeatable read read only').execute(db)
    try {
      return await work(db)
    } finally {
      await sql`rollback`.execute(db)
    }
  })

const mustBeKnown = async ({ engine, kysely, sign }: FoundDatabase): Promise<void> => {
  const recorded = await recordedIn(kysely)
  if (recorded.length === 0) throw new UserError(`There is nothing to back up: ${engine.place} is empty.`)
  const newer = recorded.find((name) => !Object.hasOwn(migrations, name))
  if (newer !== undefined)
    throw new UserError(`The database holds the migration ${newer} of a newer Coxswain. Back it up with that version.`)
  if (!(await fits(kysely, sign)))
    throw new UserError('The audit key is not the one that the record in the database was signed with. Set that one.')
}

const write = async (connected: FoundDatabase, file: string, at: number): Promise<TakenBackup> => {
  const handle = await open(file, 'wx', 0o600)
  try {
    return await atOneMoment(connected, async (db) => {
      const head = await db.selectFrom('audit_head').select(['seq', 'mac']).executeTakeFirstOrThrow()
      const rows: Record<string, number> = {}
      const heading: Heading = { coxswain: 'backup', format: 1, at, migrations: await recordedIn(db), head }
      return { at, head, rows, bytes: await writeLines(handle, connected.sign, heading, pagesOf(db, rows)) }
    })
  } finally {
    await handle.close()
  }
}

/**
 * Copies the database, as it is at one moment, into a new file that only its owner may read; the bot may go on. Before
 * the file gets its name it is restored into a temporary database next to it, as a test. Throws UserError.
 */
export const backup = async (options: StoreOptions, file: string): Promise<TakenBackup> => {
  if (existsSync(file)) throw new UserError(`${file} is there already. Choose another name, or remove it first.`)
  if (!existsSync(dirname(file))) throw new UserError(`The folder of ${file} is not there. Make it, or choose another.`)
  const [part, proof] = [`${file}.part`, `${file}.check`]
  const leftovers = [part, proof, `${proof}-wal`, `${proof}-shm`, `${proof}.lock`]
  const clear = () => {
    for (const one of leftovers) rmSync(one, { force: true })
  }
  clear()
  const connected = await connectStore(options, mustBeKnown)
  try {
    const taken = await write(connected, part, options.world.clock.now())
    await restore({ world: options.world, auditKey: options.auditKey, file: proof }, part)
    await rename(part, file)
    return taken
  } catch (error) {
    const code = codeOf(error)
    if (unwritable.includes(code) || troubleOf(error) === 'full')
      throw new UserError(
        `${file} cannot be written (${code}). Is its folder there, may you write to it, and is there room for the backup and a copy of the database?`,
      )
    throw error
  } finally {
    clear()
    await connected.kysely.destroy()
  }
}

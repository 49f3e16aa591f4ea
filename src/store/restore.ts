import { open } from 'node:fs/promises'
import type { Transaction } from 'kysely'
import { UserError } from '../errors.ts'
import { holdAlone } from './alone.ts'
import { createAudit } from './audit.ts'
import { tableNames } from './backed-up-tables.ts'
import { type BackupReader, type Heading, openLines, type Page } from './backup-file.ts'
import type { Head } from './chain.ts'
import { connectStore, type FoundDatabase, type StoreOptions } from './db.ts'
import { migrate, recordedIn } from './migrate.ts'
import { migrations } from './migrations/steps.ts'
import type { Schema } from './schema.ts'
import { type RestoredWork, settleRestored } from './settle-restored.ts'
import { verify } from './verify.ts'

/** What was restored. */
export interface Restored extends RestoredWork {
  /** When the backup was taken. */
  readonly at: number
  /** Where the audit log ended then. */
  readonly head: Head
  readonly rows: number
}

type Tx = Transaction<Schema>

/** The tables as they were when the backup was taken; newer migrations run afterwards. */
const prepare = async ({ engine, kysely }: FoundDatabase, heading: Heading): Promise<void> => {
  const newer = heading.migrations.find((name) => !Object.hasOwn(migrations, name))
  if (newer !== undefined)
    throw new UserError(`This backup is of a newer Coxswain (it has ${newer}). Restore it with that version.`)
  const recorded = await recordedIn(kysely)
  const isSame = recorded.length === heading.migrations.length && recorded.every((n) => heading.migrations.includes(n))
  if (recorded.length > 0 && !isSame)
    throw new UserError(
      `${engine.place} has the tables of another version than the backup. Give it a database without tables.`,
    )
  const steps = Object.entries(migrations).filter(([name]) => heading.migrations.includes(name))
  await migrate(kysely, engine.name, Object.fromEntries(steps))
}

const mustBeEmpty = async (tx: Tx, known: ReadonlySet<string>, place: string): Promise<void> => {
  for (const table of tableNames.filter((name) => known.has(name))) {
    const of = tx.selectFrom(table).select(({ fn }) => fn.countAll().as('count'))
    const { count } = await (table === 'audit_head' ? of.where('seq', '>', 0) : of).executeTakeFirstOrThrow()
    if (Number(count) > 0)
      throw new UserError(
        `${place} is not empty: it has rows in ${table}. A backup is restored into an empty database only; move that one away first.`,
      )
  }
  await tx.deleteFrom('audit_head').execute()
}

const insert = async (tx: Tx, known: ReadonlySet<string>, { table, rows }: Page): Promise<number> => {
  const name = tableNames.find((one) => one === table && known.has(one))
  if (name === undefined || !Array.isArray(rows) || rows.length === 0)
    throw new UserError('The backup is damaged: it has rows of a table that is not there. Take another one.')
  await tx
    .insertInto(name)
    .values(rows as never)
    .execute()
  return rows.length
}

const load = async ({ engine, sign }: FoundDatabase, tx: Tx, { heading, pages }: BackupReader): Promise<number> => {
  const known = new Set((await tx.introspection.getTables()).map(({ name }) => name))
  await mustBeEmpty(tx, known, engine.place)
  let rows = 0
  for await (const page of pages(sign)) rows += await insert(tx, known, page)
  const verdict = await verify(tx, sign)
  if (!verdict.ok) throw new UserError(`The record in the backup is not whole. ${verdict.sentence}`)
  if (verdict.head.mac !== heading.head.mac) throw new UserError('The record in the backup is not the one of its head.')
  return rows
}

/**
 * Restores a backup into an empty database: all of it or nothing, and only if its audit log verifies. What was in progress
 * when it was taken is never repeated. Throws a UserError that says what to fix.
 */
export const restore = async (options: StoreOptions, from: string): Promise<Restored> => {
  const file = await open(from).catch(() => {
    throw new UserError(`${from} cannot be read. Is it there, and may you read it?`)
  })
  try {
    return await restoreLines(options, file.readLines())
  } finally {
    await file.close()
  }
}

/** The same from the lines of a backup, as they are read. */
export const restoreLines = async (options: StoreOptions, lines: AsyncIterable<string>): Promise<Restored> => {
  const opened = await openLines(lines)
  const release = options.url === undefined && options.file !== undefined ? holdAlone(options.file) : () => {}
  try {
    return await restoreInto(options, opened)
  } finally {
    release()
  }
}

const restoreInto = async (options: StoreOptions, opened: BackupReader): Promise<Restored> => {
  const { world } = options
  const { at, head } = opened.heading
  const connected = await connectStore(options, (found) => prepare(found, opened.heading))
  const { kysely, sign, engine } = connected
  try {
    const restored = await kysely.transaction().execute(async (tx) => {
      const rows = await load(connected, tx, opened)
      const settled = await settleRestored(tx, at, world.clock.now())
      await createAudit(kysely, sign, world).append(tx, 'restored', { at, seq: head.seq, mac: head.mac })
      return { at, head, rows, ...settled }
    })
    await migrate(kysely, engine.name)
    return restored
  } finally {
    await kysely.destroy()
  }
}

import type { Kysely, Transaction } from 'kysely'
import { publishTable } from './run-tables.ts'
import type { Schema } from './schema.ts'

/** What an answer is of: the command whose rights are needed to share it, and whose access it was read with. */
export interface ShareAbout {
  readonly command: string
  readonly connections: readonly string[]
  /** The optional scopes of the command that the run needed. */
  readonly needed?: readonly string[]
  readonly privacy: 'rows' | 'personal'
}

/** An answer that only its person sees until that person shares it. */
export interface Share extends ShareAbout {
  readonly run: string
  /** As it was answered; undefined if its rows are stored with the run, and the message with them. */
  readonly message: object | undefined
  /** When it was shared, in milliseconds since 1970; null while it isn't. */
  readonly sharedAt: number | null
}

/** For how long an answer that only its person sees can be shared and paged, in milliseconds. */
export const privateMs = 24 * 60 * 60_000

/** Stores an answer that its person may share. */
export const addShare = async (
  tx: Transaction<Schema>,
  run: string,
  { about, message }: { readonly about: ShareAbout; readonly message: object | undefined },
  now: number,
): Promise<void> => {
  await tx
    .insertInto('shares')
    .values({
      run,
      about: JSON.stringify(about),
      message: message === undefined ? null : JSON.stringify(message),
      created_at: now,
      shared_at: null,
    })
    .execute()
}

/** The answer of a run that its person may share; undefined if there is none, or not any more. */
export const getShare = async (db: Kysely<Schema>, run: string, now: number): Promise<Share | undefined> => {
  const row = await db
    .selectFrom('shares')
    .selectAll()
    .where('run', '=', run)
    .where('created_at', '>=', now - privateMs)
    .executeTakeFirst()
  if (!row) return undefined
  const about = JSON.parse(row.about) as ShareAbout
  const message = row.message === null ? undefined : (JSON.parse(row.message) as object)
  return { run, ...about, message, sharedAt: row.shared_at }
}

/**
 * Marks an answer as shared, and its stored rows as those of everybody who sees `message`; false if it is already shared.
 */
export const markShared = async (
  tx: Transaction<Schema>,
  run: string,
  message: object,
  now: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable('shares')
    .set({ shared_at: now })
    .where('run', '=', run)
    .where('shared_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await publishTable(tx, run, message)
  return true
}

import type { Kysely } from 'kysely'
import type { Form } from '../form.ts'
import type { Schema } from './schema.ts'

/** How long a form can be opened and submitted, in milliseconds. */
export const formsMs = 24 * 60 * 60_000

/** What an answer asks for. */
export interface StoredForm {
  readonly run: string
  /** The person (`Principal.id`) who alone may use it; undefined if whoever sees the answer may. */
  readonly owner: string | undefined
  /** The command whose rights it takes, and the connection that it runs on. */
  readonly command: string
  readonly connection: string | undefined
  readonly form: Form
}

/** Stores what the answer of a run asks for. */
export const insertForm = async (db: Kysely<Schema>, stored: StoredForm, now: number): Promise<void> => {
  const { run, owner = null, command, connection, form } = stored
  const about = JSON.stringify({ command, connection })
  await db
    .insertInto('forms')
    .values({ run, owner, about, form: JSON.stringify(form), created_at: now })
    .execute()
}

/** What the answer of a run asks for; undefined if nothing, or if it is too old. */
export const getForm = async (db: Kysely<Schema>, run: string, now: number): Promise<StoredForm | undefined> => {
  const row = await db
    .selectFrom('forms')
    .selectAll()
    .where('run', '=', run)
    .where('created_at', '>=', now - formsMs)
    .executeTakeFirst()
  if (!row) return undefined
  const about = JSON.parse(row.about) as Pick<StoredForm, 'command' | 'connection'>
  return { run, owner: row.owner ?? undefined, ...about, form: JSON.parse(row.form) as Form }
}

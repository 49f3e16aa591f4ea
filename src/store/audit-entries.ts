import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** One act as it can still be read; `payload` is null if retention erased it. */
export interface AuditEntry {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly payload: unknown
}

const pageSize = 500

/** Every act in the audit log, oldest first, a page at a time. */
export async function* auditEntries(db: Kysely<Schema>): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'kind', 'payload'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    for (const row of rows) yield { ...row, payload: row.payload === null ? null : JSON.parse(row.payload) }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = last.seq
  }
}

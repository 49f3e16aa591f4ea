import type { Kysely, Transaction } from 'kysely'
import type { World } from '../world.ts'
import { type AuditEntry, auditEntries } from './audit-entries.ts'
import { type AuditKind, canonical, type Head, hashOf, type Link, type Sign } from './chain.ts'
import type { AddedEntry } from './logged-entry.ts'
import type { Schema } from './schema.ts'
import { type ChainVerdict, fits, verify } from './verify.ts'

export type { AuditEntry } from './audit-entries.ts'

/** The audit log: rows are added and never changed, and each authenticates all rows before it. */
export interface Audit {
  /** Adds an act in the caller's transaction and returns its number. The payload is JSON and contains no secret. */
  append(tx: Transaction<Schema>, kind: AuditKind, payload: object): Promise<number>
  /** The newest row; if it is also recorded elsewhere, a later cut can be detected. */
  head(): Promise<Head>
  /** The newest acts, newest first. */
  recent(limit: number): Promise<AuditEntry[]>
  /** Every act, oldest first. */
  entries(): AsyncIterable<AuditEntry>
  /** False if neither the first nor the newest row was signed with this key, so it is another one. */
  fits(): Promise<boolean>
  /** Reads the whole chain and names the first row that is not as it was written, or the payloads that were erased. */
  verify(options?: { readonly head?: Head }): Promise<ChainVerdict>
  /** Erases the payloads of acts before `before` (ms) and returns how many; the chain still verifies. */
  erase(tx: Transaction<Schema>, before: number): Promise<number>
}

const hexadecimal = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The audit chain of one database; `appended` is called for each act, which is stored once its transaction commits. */
export const createAudit = (
  db: Kysely<Schema>,
  sign: Sign,
  world: World,
  appended: (tx: Transaction<Schema>, entry: AddedEntry) => void = () => {},
): Audit => ({
  append: async (tx, kind, payload) => {
    const text = canonical(payload)
    const salt = hexadecimal(world.ids.bytes(16))
    // On both engines this locks the head row until the transaction ends, so appends happen one after the other.
    const head = await tx
      .updateTable('audit_head')
      .set((row) => ({ seq: row('seq', '+', 1) }))
      .where('id', '=', 1)
      .returning(['seq', 'mac'])
      .executeTakeFirstOrThrow()
    const link: Link = { seq: head.seq, at: world.clock.now(), kind, hash: hashOf(salt, text) }
    const mac = sign(link, head.mac)
    await tx
      .insertInto('audit')
      .values({ ...link, payload: text, salt, mac })
      .execute()
    await tx.updateTable('audit_head').set({ mac }).where('id', '=', 1).execute()
    appended(tx, { head: { seq: link.seq, mac }, kind, payload })
    return link.seq
  },
  head: () => db.selectFrom('audit_head').select(['seq', 'mac']).where('id', '=', 1).executeTakeFirstOrThrow(),
  recent: async (limit) => {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'kind', 'payload'])
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...row, payload: row.payload === null ? null : JSON.parse(row.payload) }))
  },
  entries: () => auditEntries(db),
  fits: () => fits(db, sign),
  verify: (options) => verify(db, sign, options?.head),
  erase: async (tx, before) => {
    const { numUpdatedRows } = await tx
      .updateTable('audit')
      .set({ payload: null, salt: null })
      .where('at', '<', before)
      .where('payload', 'is not', null)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },
})

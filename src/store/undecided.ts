import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import { pieces } from './pieces.ts'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

/** A connection, with every other one to the same address or the same server. */
export interface Server {
  readonly id: string
  readonly url: string
  readonly also: readonly { readonly connection: string; readonly url: string }[]
}

const day = 24 * 60 * 60_000
/** How long an unknown outcome is shown, in milliseconds. */
const unknownMs = 7 * day
/** How long after its expiry a proposal can still be settled, in milliseconds: 30 days of checks, and a margin. */
const settledMs = 32 * day
/** How many are searched at most. */
const most = 500

/** How many alternatives one condition has at most: SQLite allows 1,000 nested ones. */
const alternatives = 400

type Filter = (row: ExpressionBuilder<Schema, 'proposals'>) => readonly Expression<SqlBool>[]

/** The newest proposals on a server for which all of this holds. */
const of = async (db: Kysely<Schema>, { id, url, also }: Server, holds: Filter): Promise<readonly Proposal[]> => {
  const find = (where: Filter) =>
    db
      .selectFrom('proposals')
      .selectAll()
      .where((row) => row.and([row.or(where(row)), ...holds(row)]))
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(most)
      .execute()
  const found = await find((row) => [row('connection', '=', id), row('connection_url', '=', url)])
  for (const some of pieces(also, alternatives))
    found.push(
      ...(await find((row) =>
        some.map((one) => row.and([row('connection', '=', one.connection), row('connection_url', '=', one.url)])),
      )),
    )
  return newest([...new Map(found.map((one) => [one.id, one])).values()]).slice(0, most)
}

const newest = (rows: readonly Proposal[]): readonly Proposal[] =>
  rows.toSorted((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1))

/**
 * The proposals on this server that are open, or whose outcome has been unknown for a week at most; newest first. The
 * caller decides which of them are about the same object.
 */
export const undecidedOn = async (db: Kysely<Schema>, server: Server, now: number): Promise<readonly Proposal[]> => {
  const pending = await of(db, server, (row) => [row('stage', '=', 'pending'), row('expires_at', '>', now)])
  const beingWritten = await of(db, server, (row) => [row('stage', 'in', ['claimed', 'sending'])])
  const unknown = await of(db, server, (row) => [
    row('stage', '=', 'done'),
    row('expires_at', '>', now - unknownMs),
    row('outcome', '=', 'unknown'),
  ])
  return newest([...pending, ...beingWritten, ...unknown])
}

/** The proposals on this server that were applied at `since` or later; newest first. */
export const appliedSince = (db: Kysely<Schema>, server: Server, since: number): Promise<readonly Proposal[]> =>
  of(db, server, (row) => [
    row('stage', '=', 'done'),
    row('expires_at', '>', since - settledMs),
    row('outcome', '=', 'applied'),
    row('decided_at', '>=', since),
  ])

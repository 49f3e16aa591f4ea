import type { Kysely } from 'kysely'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

/** A connection, and with it every other one to the same address, and what else leads to the same server. */
export interface Server {
  readonly id: string
  readonly url: string
  readonly also: readonly { readonly connection: string; readonly url: string }[]
}

const day = 24 * 60 * 60_000
/** How long an unknown outcome is mentioned, in milliseconds. */
const unknownMs = 7 * day
/** How long after its expiry a proposal can still be settled, in milliseconds: a day of looks, and a margin. */
const settledMs = 2 * day
/** More than that many are not looked through. */
const most = 500

const of = (db: Kysely<Schema>, { id, url, also }: Server) =>
  db
    .selectFrom('proposals')
    .selectAll()
    .where((row) =>
      row.or([
        ...[row('connection', '=', id), row('connection_url', '=', url)],
        ...also.map((one) => row.and([row('connection', '=', one.connection), row('connection_url', '=', one.url)])),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(most)

/**
 * The proposals on this server that are open, or whose outcome has been unknown for a week at most; newest first. The
 * caller decides which of them are about the same object.
 */
export const undecidedOn = async (db: Kysely<Schema>, server: Server, now: number): Promise<readonly Proposal[]> => {
  const pending = of(db, server).where('stage', '=', 'pending').where('expires_at', '>', now)
  const underWay = of(db, server).where('stage', 'in', ['claimed', 'sending'])
  const unknown = of(db, server)
    .where('stage', '=', 'done')
    .where('expires_at', '>', now - unknownMs)
    .where('outcome', '=', 'unknown')
  const found = [await pending.execute(), await underWay.execute(), await unknown.execute()].flat()
  return found.toSorted((a, b) => b.created_at - a.created_at)
}

/** The proposals on this server that were applied at `since` or later; newest first. */
export const appliedSince = (db: Kysely<Schema>, server: Server, since: number): Promise<readonly Proposal[]> =>
  of(db, server)
    .where('stage', '=', 'done')
    .where('expires_at', '>', since - settledMs)
    .where('outcome', '=', 'applied')
    .where('decided_at', '>=', since)
    .execute()

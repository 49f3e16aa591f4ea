import type { Kysely } from 'kysely'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

const ids = /[0-9a-z]{26}/gi

/**
 * The proposals of a connection that may have opened a change which is pending there: those whose result mentions
 * `pending`, those whose id is in its words, and those that were sent and whose end is not told by an answer. The caller
 * decides which of them did.
 */
export const openedBy = (
  db: Kysely<Schema>,
  connection: string,
  { pending, words }: { readonly pending: string; readonly words: string },
): Promise<Proposal[]> => {
  const named = [...words.matchAll(ids)].map(([id]) => id)
  return db
    .selectFrom('proposals')
    .selectAll()
    .where('connection', '=', connection)
    .where((eb) =>
      eb.or([
        eb('result', 'like', `%${JSON.stringify(pending).slice(1, -1)}%`),
        ...(named.length > 0 ? [eb('id', 'in', named)] : []),
        eb('stage', '=', 'sending'),
        eb('outcome', '=', 'unknown'),
        eb.and([eb('outcome', '=', 'applied'), eb('result', 'not like', '%"proof":"answered"%')]),
      ]),
    )
    .execute()
}

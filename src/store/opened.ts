import type { Kysely } from 'kysely'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

const ids = /[0-9a-z]{26}/gi

/**
 * The proposals that may have opened a change which is pending in a system: those whose id is in its words, and of this
 * connection, or of another one to the same URL, those whose result mentions `pending` and those that were sent and whose
 * end is not told by an answer. The caller decides which of them did.
 */
export const openedBy = (
  db: Kysely<Schema>,
  { id, url }: { readonly id: string; readonly url: string },
  { pending, words }: { readonly pending: string; readonly words: string },
): Promise<Proposal[]> => {
  const named = [...words.matchAll(ids)].map(([name]) => name)
  return db
    .selectFrom('proposals')
    .selectAll()
    .where((eb) =>
      eb.or([
        ...(named.length > 0 ? [eb('id', 'in', named)] : []),
        eb.and([
          eb.or([eb('connection', '=', id), eb('connection_url', '=', url)]),
          eb.or([
            eb('result', 'like', `%${JSON.stringify(pending).slice(1, -1)}%`),
            eb('stage', '=', 'sending'),
            eb('outcome', '=', 'unknown'),
            eb.and([eb('outcome', '=', 'applied'), eb('result', 'not like', '%"proof":"answered"%')]),
          ]),
        ]),
      ]),
    )
    .execute()
}

import type { Kysely } from 'kysely'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

const ids = /[0-9a-z]{26}/gi
/** At most this many are looked up; the rest count as unknown, because a text with so many tries to hide something. */
const most = 500

/**
 * The proposals that may have opened a change which is pending in a system: those whose id is in its words, and of all
 * connections of this kind of system, those whose result mentions `pending` and those that were sent and whose outcome is
 * unknown. The caller decides which of them did.
 */
export const openedBy = (
  db: Kysely<Schema>,
  system: string,
  {
    pending,
    words,
    proposals,
  }: { readonly pending: string; readonly words: string; readonly proposals: readonly string[] },
): Promise<Proposal[]> => {
  const named = [...new Set([...proposals, ...(words.match(ids) ?? [])])].slice(0, most)
  return db
    .selectFrom('proposals')
    .selectAll()
    .where((eb) =>
      eb.or([
        ...(named.length > 0 ? [eb('id', 'in', named)] : []),
        eb.and([
          eb('connection', 'like', `${system}/%`),
          eb.or([
            eb('result', 'like', `%${JSON.stringify(pending).slice(1, -1)}%`),
            eb('stage', '=', 'sending'),
            eb('outcome', '=', 'unknown'),
          ]),
        ]),
      ]),
    )
    .execute()
}

import type { Kysely } from 'kysely'
import type { Proposal } from './proposals.ts'
import type { Schema } from './schema.ts'

const ids = /[0-9a-z]{26}/gi

/**
 * The proposals of a connection that may have opened a change which is pending there: those whose result mentions
 * `pending`, and those whose id is in its title. The caller decides which of them did.
 */
export const openedBy = (
  db: Kysely<Schema>,
  connection: string,
  { pending, title }: { readonly pending: string; readonly title: string },
): Promise<Proposal[]> => {
  const named = [...title.matchAll(ids)].map(([id]) => id)
  return db
    .selectFrom('proposals')
    .selectAll()
    .where('connection', '=', connection)
    .where((eb) =>
      eb.or([
        eb('result', 'like', `%${JSON.stringify(pending).slice(1, -1)}%`),
        ...(named.length > 0 ? [eb('id', 'in', named)] : []),
      ]),
    )
    .execute()
}

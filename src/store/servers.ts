import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Store } from './db.ts'
import type { Schema, ServerTable } from './schema.ts'

export type ServerRow = Selectable<ServerTable>

/** What a connection reports about its server; unreported parts stay as they were. */
export interface ReportedServer extends Pick<ServerRow, 'connection' | 'url' | 'name'> {
  readonly instance: string | undefined
  readonly key: string | undefined
}

/** Everything that was ever reported about servers, also through connections that are gone. */
export const serversKnown = (db: Kysely<Schema>): Promise<readonly ServerRow[]> =>
  db.selectFrom('servers').selectAll().orderBy('connection').orderBy('url').execute()

/**
 * Stores what a connection reported about its server. If its id or key differs from what the same connection reported
 * before, such as after an upgrade, every connection of the system that had the former one is taken to have the new one,
 * until it is asked itself: so one server never seems to be two because one of its addresses was asked first.
 */
export const keepTold = async (store: Store, told: ReportedServer, now: number): Promise<void> => {
  const { connection, url, name } = told
  const before = await rowOf(store.db, told)
  if (before && isKept(before, told)) return
  await store.transaction(async (tx) => {
    const row = await rowOf(tx, told)
    for (const part of ['instance', 'key'] as const) {
      const [was, is] = [row?.[part], told[part]]
      if (is !== undefined && was && was !== is && row?.[`${part}_at`]) await follow(tx, part, { connection, was, is })
    }
    const set = {
      name,
      ...(told.instance !== undefined && { instance: told.instance, instance_at: now }),
      ...(told.key !== undefined && { key: told.key, key_at: now }),
    }
    const none = { instance: null, instance_at: null, key: null, key_at: null }
    await tx
      .insertInto('servers')
      .values({ connection, url, ...none, ...set })
      .onConflict((conflict) => conflict.columns(['connection', 'url']).doUpdateSet(set))
      .execute()
  })
}

const rowOf = (db: Kysely<Schema>, { connection, url }: Pick<ReportedServer, 'connection' | 'url'>) =>
  db.selectFrom('servers').selectAll().where('connection', '=', connection).where('url', '=', url).executeTakeFirst()

/** True if nothing in it is new and none of it was only copied from another connection. */
const isKept = (row: ServerRow, told: ReportedServer): boolean =>
  row.name === told.name &&
  (['instance', 'key'] as const).every(
    (part) => told[part] === undefined || (row[part] === told[part] && row[`${part}_at`] !== null),
  )

const follow = async (
  tx: Transaction<Schema>,
  part: 'instance' | 'key',
  { connection, was, is }: { readonly connection: string; readonly was: string; readonly is: string },
): Promise<void> => {
  await tx
    .updateTable('servers')
    .set({ [part]: is, [`${part}_at`]: null })
    .where('connection', 'like', `${connection.split('/')[0]}/%`)
    .where(part, '=', was)
    .execute()
}

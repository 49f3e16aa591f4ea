import type { Kysely } from 'kysely'
import type { World } from '../world.ts'
import type { Head } from './chain.ts'
import type { Store } from './db.ts'
import { takeTurn } from './locks.ts'
import type { Schema } from './schema.ts'
import { type RestoredWork, settleRestored } from './settle-restored.ts'

/** The restores in the audit log, by their macs, oldest first. */
const restoredIn = async (db: Kysely<Schema>): Promise<readonly string[]> => {
  const rows = db.selectFrom('audit').select('mac').where('kind', '=', 'restored').orderBy('seq')
  return (await rows.execute()).map(({ mac }) => mac)
}

const lastIn = (db: Kysely<Schema>) =>
  db.selectFrom('audit').select(['seq', 'mac', 'at']).orderBy('seq', 'desc').limit(1).executeTakeFirst()

const has = async (db: Kysely<Schema>, { seq, mac }: Head): Promise<boolean> =>
  seq === 0 || (await db.selectFrom('audit').select('mac').where('seq', '=', seq).executeTakeFirst())?.mac === mac

/**
 * If the database lacks the marked entry, it was set back to an older state: settles it as after a restore, once for all
 * replicas, and returns what was settled. Then marks the newest entry.
 */
export const settleIfBehind = async (store: Store, { clock }: World): Promise<RestoredWork | undefined> => {
  const { mark, audit, db } = store
  const marked = mark.read()
  const isBehind = marked !== undefined && (marked === 'damaged' || !(await has(db, marked.head)))
  const settled = isBehind
    ? await store.transaction(async (tx) => {
        await takeTurn(tx)
        const newest = (await restoredIn(tx)).at(-1)
        // An unmarked restore explains the loss: by `coxswain restore`, or by another replica.
        if (marked !== 'damaged' && newest !== undefined && !marked.restored.includes(newest)) return undefined
        const { at = clock.now(), ...head } = (await lastIn(tx)) ?? {}
        const done = await settleRestored(tx, at, clock.now())
        await audit.append(tx, 'restored', { at, ...head, marked: marked === 'damaged' ? null : marked.head.seq })
        return done
      })
    : undefined
  mark.set({ head: await audit.head(), restored: await restoredIn(db) })
  return settled
}

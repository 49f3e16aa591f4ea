import type { Store } from './db.ts'
import { isFree, takeLease } from './lease.ts'
import type { Watch } from './watches.ts'

/** How long a replica has a watch for one turn, in milliseconds: a read with its limits, and what follows from it. */
export const watchLeaseMs = 3 * 60_000

/** How many watches may be taken. */
export interface WatchRoom {
  readonly limit: number
  /** How many of one connection, those that are running among them. */
  readonly ofConnection: number
  /** The connections of those that are running, each as often as it is read. */
  readonly running: readonly string[]
}

/** How many rows are looked at for each that may be taken: most of the others may be of one connection. */
const looked = 16

type Due = Pick<Watch, 'id' | 'connection'>

/** Takes the watches that are due for one replica. */
export interface DueWatches {
  /**
   * Takes watches that are due, those that wait longest first, and of those the same line one after another. One that another
   * replica takes is not among them, and of a connection no more than there is room for: one that doesn't answer holds nobody
   * else up. None only if there is none to take.
   */
  take(now: number, room: WatchRoom): Promise<readonly Watch[]>
}

/** Those that were seen to be due are remembered until they are taken, because finding them takes longer than taking them. */
export const createDueWatches = (store: Store, by: string): DueWatches => {
  let seen: readonly Due[] = []
  return {
    take: async (now, room) => {
      for (;;) {
        let ids = fitting(seen, room)
        if (ids.length === 0) {
          seen = await dueNow(store, now, room)
          ids = fitting(seen, room)
        }
        if (ids.length === 0) return []
        seen = seen.filter(({ id }) => !ids.includes(id))
        const taken = await takeOf(store, { by, now, ids })
        if (taken.length > 0) return taken
      }
    },
  }
}

/** Which of them there is room for. */
const fitting = (due: readonly Due[], { limit, ofConnection, running }: WatchRoom): readonly string[] => {
  const many = manyOf(running)
  const ids: string[] = []
  for (const { id, connection } of due) {
    if (ids.length === limit) break
    const before = many.get(connection) ?? 0
    if (before >= ofConnection) continue
    many.set(connection, before + 1)
    ids.push(id)
  }
  return ids
}

const manyOf = (running: readonly string[]): Map<string, number> => {
  const many = new Map<string, number>()
  for (const connection of running) many.set(connection, (many.get(connection) ?? 0) + 1)
  return many
}

const dueNow = async (
  store: Store,
  now: number,
  { limit, ofConnection, running }: WatchRoom,
): Promise<readonly Due[]> => {
  if (limit === 0) return []
  const full = [...manyOf(running)].filter(([, many]) => many >= ofConnection).map(([connection]) => connection)
  const due = store.db
    .selectFrom('watches')
    .select(['id', 'connection'])
    .where('due_at', '<=', now)
    .where((row) => isFree(row, 'watches', now))
    .orderBy('due_at')
    .orderBy('connection')
    .orderBy('line')
    .orderBy('id')
    .limit(limit * looked)
  return (full.length === 0 ? due : due.where('connection', 'not in', full)).execute()
}

const takeOf = async (
  store: Store,
  { by, now, ids }: { readonly by: string; readonly now: number; readonly ids: readonly string[] },
): Promise<readonly Watch[]> => {
  const taken = await store.transaction((tx) =>
    takeLease(
      tx,
      'watches',
      { by, until: now + watchLeaseMs },
      // Looked at again: another replica may have taken it, or it was paused or read in the meantime.
      { where: (row) => row.and([row('id', 'in', ids), row('due_at', '<=', now), isFree(row, 'watches', now)]) },
    ),
  )
  return taken.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

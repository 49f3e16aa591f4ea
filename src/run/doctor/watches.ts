import type { Store } from '../../store/db.ts'
import { declaredWatches, type Watch } from '../../store/watches.ts'
import type { Clock } from '../../world.ts'
import { settingOf, unresolved } from '../watching/declared-watches.ts'
import { type Check, type CheckResult, finder } from './finding.ts'

/** How long a first reading may take with what is tried again, in milliseconds. */
const beginMs = 5 * 60_000

/** Whether the watches that the settings declare read something; `open` gives undefined before the first start. */
export const watchesCheck = (open: () => Promise<Store | undefined>, { now }: Pick<Clock, 'now'>): Check => ({
  name: 'watches',
  offline: true,
  run: async () => {
    const store = await open()
    // A database of an older version has no such column; what else is wrong with it the database's own check says.
    const rows = store ? await declaredWatches(store.db).catch((): Watch[] => []) : []
    const found = rows.flatMap((row) => idle(row, now()))
    const ok = finder('watches')('ok', 'watches', 'The watches of the settings are active.')
    return found.length > 0 ? found : [ok]
  },
})

const idle = (row: Watch, now: number): readonly CheckResult[] => {
  const found = finder(settingOf(row))
  const id = `watch:${row.declared}`
  const todo = `Correct ${settingOf(row)} and have the settings read again, or resume it: “/cox watch resume ${row.id}”.`
  if (row.paused !== null) return [found('warning', id, `Watch ${row.id} is paused: ${row.paused}`, { todo })]
  if (row.args !== unresolved || now - row.created_at < beginMs) return []
  return [found('warning', id, `Watch ${row.id} could not be read yet, so it checks nothing.`)]
}

import type { Store } from '../../store/db.ts'
import { declaredWatches, type Watch } from '../../store/watches.ts'
import type { Clock } from '../../world.ts'
import { settingOf, unresolved } from '../watching/declared-watches.ts'
import { type Check, type CheckResult, finder } from './finding.ts'

/** How long a first reading may take with what is tried again, in milliseconds. */
const beginMs = 5 * 60_000

/** Whether the watches that the settings declare, by their names, read something; `open` gives undefined before the first start. */
export const watchesCheck = (
  names: readonly string[],
  open: () => Promise<Store | undefined>,
  { now }: Pick<Clock, 'now'>,
): Check => ({
  name: 'watches',
  offline: true,
  run: async () => {
    const store = await open()
    // A database of an older version has no such column; what else is wrong with it the database's own check says.
    const rows = store ? await declaredWatches(store.db).catch((): Watch[] => []) : []
    const found = [
      ...names.filter((name) => !rows.some(({ declared }) => declared === name)).map(notBegun),
      ...rows.flatMap((row) => idle(row, now())),
    ]
    const ok = finder('watches')('ok', 'watches', 'The watches of the settings are active.')
    return found.length > 0 ? found : [ok]
  },
})

const notBegun = (declared: string): CheckResult =>
  finder(settingOf({ declared }))('warning', `watch:${declared}`, "It hasn't begun, so it checks nothing.", {
    todo: 'It begins when the bot starts or reads its settings again; if not, the log says why (watches.settings).',
  })

const idle = (row: Watch, now: number): readonly CheckResult[] => {
  const found = finder(settingOf(row))
  const id = `watch:${row.declared}`
  const todo = `Correct ${settingOf(row)} and have the settings read again, or resume it: “/cox watch resume ${row.id}”.`
  if (row.paused !== null) return [found('warning', id, `Watch ${row.id} is paused: ${row.paused}`, { todo })]
  if (row.args !== unresolved || now - row.created_at < beginMs) return []
  return [found('warning', id, `Watch ${row.id} could not be read yet, so it checks nothing.`)]
}

import { UserError } from '../../errors.ts'
import { count } from '../../message/time.ts'
import { databaseFileOf } from '../../store/database-file.ts'
import type { Store } from '../../store/db.ts'
import { factsOf, isEmpty } from '../../store/facts.ts'
import { replicasAlive } from '../../store/replicas.ts'
import type { Clock } from '../../world.ts'
import { type Check, type CheckResult, finder } from './finding.ts'

/** Replicas take turns by the clock, with leases of half a minute; a smaller difference does no harm. */
const skewMs = 10_000
/** The oldest PostgreSQL that is still maintained in 2026. */
const oldest = 14

const title = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/**
 * The database, undefined before the first start: whether it answers, what it is, its schema, and whether the audit key fits
 * the audit log.
 */
export const databaseCheck = (
  engine: Store['engine'],
  open: () => Promise<Store | undefined>,
  clock: Clock,
): Check => ({
  name: 'database',
  offline: engine === 'sqlite',
  run: async () => {
    const found = finder(title[engine])
    const store = await opened(open)
    if (store === undefined)
      return [found('warning', 'database', 'There is none yet.', { todo: 'The first start makes it.' })]
    if (typeof store === 'string') return [found('wrong', 'database', store)]
    try {
      const { version, aheadMs, lacks } = await factsOf(store, clock)
      const record = lacks.includes('001-spine') ? [] : [await recorded(found, store)]
      const alive = lacks.length > 0 ? [] : await replicasAlive(store.db, clock.now())
      const replicas =
        alive.length === 0 ? '' : `; ${alive.length === 1 ? '1 replica is' : `${alive.length} replicas are`} on it`
      return [
        found('ok', 'database', `${title[engine]} ${version} answers${replicas}.`),
        ...aged(found, engine, version),
        ...schema(found, lacks),
        ...skewed(found, aheadMs),
        ...record,
      ]
    } catch {
      if (await isEmpty(store))
        return [
          found('warning', 'database', 'It is empty: no Coxswain has started on it yet.', {
            todo: 'The first start makes its tables.',
          }),
        ]
      return [
        found('wrong', 'database', 'It does not answer, or its tables are not those of Coxswain.', {
          todo: 'Check that it is up, and that DATABASE_URL names the right database.',
        }),
      ]
    }
  },
})

const opened = async (open: () => Promise<Store | undefined>): Promise<Store | undefined | string> =>
  open().catch((error: unknown) => {
    if (error instanceof UserError) return error.message
    throw error
  })

type About = ReturnType<typeof finder>

const aged = (found: About, engine: Store['engine'], version: string): readonly CheckResult[] =>
  engine === 'postgres' && Number.parseInt(version, 10) < oldest
    ? [
        found('warning', 'database:version', `PostgreSQL ${version} is no longer mended by its makers.`, {
          todo: `Bring it to ${oldest} or newer.`,
        }),
      ]
    : []

const schema = (found: About, lacks: readonly string[]): readonly CheckResult[] =>
  lacks.length === 0
    ? []
    : [
        found('warning', 'database:schema', `Its tables are those of an older version: ${migrationsOf(lacks)}.`, {
          todo: 'The next start of this version runs that; take a backup first.',
        }),
      ]

const migrationsOf = (names: readonly string[]): string =>
  names.length === 1
    ? `1 migration is missing (${names[0]})`
    : `${names.length} migrations are missing (${names.join(', ')})`

const skewed = (found: About, aheadMs: number | undefined): readonly CheckResult[] =>
  aheadMs === undefined || Math.abs(aheadMs) <= skewMs
    ? []
    : [
        found(
          'warning',
          'database:clock',
          `Its clock is ${Math.round(Math.abs(aheadMs) / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} the bot's.`,
          { todo: 'Look at NTP on both; replicas take turns by their clocks.' },
        ),
      ]

const recorded = async (found: About, { audit }: Store): Promise<CheckResult> => {
  const { seq } = await audit.head()
  if (await audit.fits())
    return found('ok', 'database:audit', `The audit key fits the record of ${seq} ${seq === 1 ? 'act' : 'acts'}.`)
  return found('wrong', 'database:audit', 'The audit key is not the one that the record was begun with.', {
    todo: 'Set COXSWAIN_AUDIT_KEY to that one; `coxswain audit verify` reads the whole record.',
  })
}

/** The disk that a SQLite file is on, and who may read the file. */
export const diskCheck = (file: string): Check => ({
  name: 'disk',
  offline: true,
  run: async () => {
    const found = finder('data folder')
    const { mode, free, total } = databaseFileOf(file)
    const gib = count(free / 2 ** 30)
    const isShort = free < 100 * 2 ** 20 || free < total / 50
    const room = isShort
      ? found('warning', 'disk', `Only ${gib} GiB are free.`, {
          todo: 'Make room: where it is full, nothing can be confirmed any more.',
        })
      : found('ok', 'disk', `${gib} GiB are free.`)
    if (mode === undefined || (mode & 0o077) === 0) return [room]
    const others = found(
      'wrong',
      'disk:mode',
      `Others on this machine can read the SQLite file (mode 0${mode.toString(8)}).`,
      {
        todo: 'Take their rights away: chmod 600 on the file in COXSWAIN_DATA.',
      },
    )
    return [room, others]
  },
})

import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, type KyselyPlugin, sql, type Transaction } from 'kysely'
import { UserError } from '../errors.ts'
import type { Secret } from '../vault/secret.ts'
import type { World } from '../world.ts'
import { type Audit, createAudit } from './audit.ts'
import { type AuditMark, createAuditMark } from './audit-mark.ts'
import { createSign, genesis, hashOf, type Sign } from './chain.ts'
import { patiently } from './contention.ts'
import type { Engine } from './engine.ts'
import { type AddedEntry, loggedEntry } from './logged-entry.ts'
import { migrate } from './migrate.ts'
import { postgresEngine } from './postgres.ts'
import type { Schema } from './schema.ts'
import { sqliteEngine } from './sqlite.ts'
import { whyNotOpened } from './why-not-opened.ts'
import { createWrites, type Writes } from './writes.ts'

/** The bot's database, SQLite or PostgreSQL. */
export interface Store {
  readonly engine: 'sqlite' | 'postgres'
  /** For reads outside transactions; refuses to be used inside one. */
  readonly db: Kysely<Schema>
  /** All of `work` or none of it; `work` uses only `tx`, has no other effect, and may be run again after a conflict. */
  transaction<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Whether the database takes writes. */
  readonly writes: Writes
  readonly audit: Audit
  /** Records each audit entry that this process commits. */
  readonly mark: AuditMark
  /**
   * A hash with the bot's own key, hexadecimal: to compare a value that must not be stored, and can't be guessed from the
   * hash.
   */
  mac(text: string): string
  close(): Promise<void>
}

export interface StoreOptions {
  /** `postgres://…`, read for each new connection; when it is given, `file` is not used. */
  readonly url?: (() => string) | undefined
  /** A path, or `:memory:`. */
  readonly file?: string | undefined
  readonly world: World
  readonly auditKey: Secret
  /** The file outside the database that follows its audit log; none if absent. */
  readonly mark?: string
  /** True if it is only read, and not migrated to the current schema. */
  readonly asIs?: boolean
}

const engineFor = ({ url, file, world }: StoreOptions): Engine => {
  if (url !== undefined) return postgresEngine(url, world.log)
  if (file !== undefined && file !== '') return sqliteEngine(file)
  throw new UserError('There is no database: set DATABASE_URL, or a file for SQLite.')
}

/**
 * On SQLite such a query would wait for ever, because the transaction has the only connection; on PostgreSQL it would not
 * see the transaction.
 */
const refuseInside = (inside: AsyncLocalStorage<true>): KyselyPlugin => ({
  transformQuery: ({ node }) => {
    if (inside.getStore() === true) throw new Error('Use the transaction that was handed to you, not store.db.')
    return node
  },
  transformResult: async ({ result }) => result,
})

/** An existing database, as it is; `place` names it in a sentence. */
export interface FoundDatabase {
  readonly engine: Engine
  readonly kysely: Kysely<Schema>
  readonly sign: Sign
}

/** Opens the database and does the first work on it; if that fails, closes it and throws a UserError that says what to fix. */
export const connectStore = async (
  options: StoreOptions,
  first: (connected: FoundDatabase) => Promise<void>,
): Promise<FoundDatabase> => {
  const { world } = options
  const sign = createSign(options.auditKey)
  const engine = engineFor(options)
  const kysely = new Kysely<Schema>({ dialect: engine.dialect })
  try {
    await patiently(engine, world.ids, () => first({ engine, kysely, sign }))
    return { engine, kysely, sign }
  } catch (error) {
    await kysely.destroy().catch(() => {})
    if (error instanceof UserError) throw error
    world.log.error('store.open', { engine: engine.name, place: engine.place }, error)
    throw new UserError(whyNotOpened(error, engine))
  }
}

/** Opens the database and migrates it to the current schema; throws a UserError that says what to fix. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { world } = options
  const first = async ({ engine, kysely }: FoundDatabase) =>
    options.asIs ? void (await sql`select 1`.execute(kysely)) : migrate(kysely, engine.name)
  const { engine, kysely, sign } = await connectStore(options, first)
  const inside = new AsyncLocalStorage<true>()
  const db = kysely.withPlugin(refuseInside(inside))
  const mark = createAuditMark(options.mark, world)
  const writes = createWrites(world, engine)
  const appended = new WeakMap<Transaction<Schema>, AddedEntry[]>()
  /** One try; the audit entries that it adds are noted and logged once it commits. */
  const tried = async <T>(work: (tx: Transaction<Schema>) => Promise<T>) => {
    let added: readonly AddedEntry[] = []
    const result = await kysely.transaction().execute(async (tx) => {
      const done = await inside.run(true, () => world.transaction.run(() => work(tx)))
      added = appended.get(tx) ?? []
      return done
    })
    const newest = added.at(-1)
    if (newest) mark.note(newest.head)
    for (const entry of added) world.log.info('audit', loggedEntry(entry))
    return result
  }
  return {
    engine: engine.name,
    db,
    transaction: async (work) => {
      if (inside.getStore() === true) throw new Error('A transaction cannot be opened inside another.')
      return patiently(engine, world.ids, () => tried(work)).catch((error: unknown) => {
        writes.failed(error)
        throw error
      })
    },
    writes,
    audit: createAudit(db, sign, world, (tx, entry) => void appended.set(tx, [...(appended.get(tx) ?? []), entry])),
    mark,
    mac: (text) => sign({ seq: 0, at: 0, kind: 'compared', hash: hashOf('', text) }, genesis.mac),
    close: () => kysely.destroy(),
  }
}

import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { sql } from 'kysely'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { UserError } from '../../src/errors.ts'
import { openStore, type Store } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/steps.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import { eachEngine, testAuditKey } from './engines.ts'

const auditKey = new Secret(() => testAuditKey)

eachEngine((engine) => {
  test('opens on an empty database with an empty chain', async () => {
    const store = await (await engine.empty()).open()
    expect(store.engine).toBe(engine.name)
    expect(await store.audit.verify()).toEqual({ ok: true, rows: 0, erased: [], head: { seq: 0, mac: '0'.repeat(64) } })
  })

  test('opens again and finds what was there', async () => {
    const database = await engine.empty()
    const first = await database.open()
    await first.transaction((tx) => first.audit.append(tx, 'lock', { connection: 'rudder/prod' }))
    await first.close()
    expect(await (await database.open()).audit.head()).toMatchObject({ seq: 1 })
  })

  test('several replicas may start at once on an empty database', async () => {
    const database = await engine.empty()
    const stores = await Promise.all(Array.from({ length: 6 }, () => database.open()))
    const recorded = await sql<{ name: string }>`select name from kysely_migration`.execute(stores[0]?.db as never)
    expect(recorded.rows.map((row) => row.name)).toEqual(Object.keys(migrations))
    for (const store of stores) await store.transaction((tx) => store.audit.append(tx, 'refused', {}))
    expect(await stores[0]?.audit.verify()).toMatchObject({ ok: true, rows: 6 })
  })

  test('a database that a newer version has extended still opens', async () => {
    const database = await engine.fresh()
    const newer = await database.open()
    await migrate(newer.db, newer.engine, {
      ...migrations,
      '999-later': {
        up: async (db) => {
          await db.schema.createTable('later').addColumn('id', 'integer').execute()
          await db.schema.alterTable('locks').addColumn('note', 'text').execute()
        },
      },
    })
    const older = await database.open()
    await older.transaction((tx) =>
      tx.insertInto('locks').values({ connection: 'rudder/prod', by: 'ann', reason: null, at: 1 }).execute(),
    )
    expect(await older.db.selectFrom('locks').selectAll().execute()).toHaveLength(1)
  })

  test('a newer replica that migrates at the same time does not stop an older one', async () => {
    const database = await engine.fresh()
    const steps = {
      ...migrations,
      '999-later': { up: (db: never) => sql`create table later (id integer)`.execute(db).then(() => {}) },
    }
    const [one, two] = [await database.open(), await database.open()]
    await Promise.all([
      migrate(one.db, one.engine, steps),
      migrate(two.db, two.engine),
      migrate(two.db, two.engine, steps),
    ])
  })

  test('a database with a step that is neither ours nor newer is refused', async () => {
    const database = await engine.fresh()
    const store = await database.open()
    await sql`insert into kysely_migration (name, timestamp) values ('000-other', '2020-01-01T00:00:00.000Z')`.execute(
      store.db,
    )
    await expect(database.open()).rejects.toThrow(/000-other/)
  })

  test('a step that fails leaves nothing behind', async () => {
    const database = await engine.fresh()
    const store = await database.open()
    const up = async (db: never) => {
      await sql`create table half (id integer)`.execute(db)
      throw new Error('half way')
    }
    await expect(migrate(store.db, store.engine, { ...migrations, '998-broken': { up } })).rejects.toThrow('half way')
    const tables = await store.db.introspection.getTables()
    expect(tables.map((table) => table.name)).not.toContain('half')
  })

  test('counts, sums and times are numbers', async () => {
    const store = await engine.open()
    const at = Date.UTC(2026, 10, 1)
    await store.transaction((tx) =>
      tx.insertInto('locks').values({ connection: 'rudder/prod', by: 'ann', reason: null, at }).execute(),
    )
    const row = await store.db
      .selectFrom('locks')
      .select(({ fn }) => ['at', fn.countAll().as('rows'), fn.sum('at').as('sum'), fn.max('at').as('latest')])
      .groupBy('at')
      .executeTakeFirst()
    expect(row).toEqual({ at, rows: 1, sum: at, latest: at })
  })

  test.each([
    ['missing', ''],
    ['shorter', 'fifteen bytes..'],
  ])('an audit key that is %s is refused without showing it', async (word, key) => {
    const database = await engine.fresh()
    const error = await database.open(testWorld(), key).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect(String(error)).toMatch(new RegExp(`${word}.*COXSWAIN_AUDIT_KEY`))
    if (key !== '') expect(inspect(error)).not.toContain(key)
  })
})

describe('a file', () => {
  const folders: string[] = []
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'coxswain-file-'))
    folders.push(path)
    return path
  }
  afterEach(() => Promise.all(folders.splice(0).map((path) => rm(path, { recursive: true, force: true }))))
  const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

  test('is readable by its owner only, with its folder and its log', async () => {
    const file = join(await folder(), 'new', 'coxswain.db')
    const store = await openStore({ file, world: testWorld(), auditKey })
    await store.transaction((tx) => store.audit.append(tx, 'refused', {}))
    expect(await Promise.all([join(file, '..'), file, `${file}-wal`].map(mode))).toEqual(['700', '600', '600'])
    await store.close()
  })

  test('may be in memory', async () => {
    const store = await openStore({ file: ':memory:', world: testWorld(), auditKey })
    await store.transaction((tx) => store.audit.append(tx, 'refused', {}))
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 })
    await store.close()
  })

  test('keeps every commit on the disk, in a write-ahead log, with foreign keys', async () => {
    const store = await openStore({ file: join(await folder(), 'x.db'), world: testWorld(), auditKey })
    const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(store.db)).rows[0]
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 })
    await store.close()
  })

  test('that is no database is refused with its name', async () => {
    const file = join(await folder(), 'notes.txt')
    await writeFile(file, 'not a database, but long enough to be taken for one'.repeat(40))
    await chmod(file, 0o600)
    await expect(openStore({ file, world: testWorld(), auditKey })).rejects.toThrow(/notes\.txt cannot be opened/)
  })
})

describe('an address', () => {
  test.each(['mysql://h/d', 'localhost', ''])('%j is refused', async (url) => {
    await expect(openStore({ url: () => url, world: testWorld(), auditKey })).rejects.toThrow(/postgres:\/\//)
  })

  test('with a wrong password is refused, and the password is shown nowhere', async ({ skip }) => {
    const url = new URL(inject('postgresUrl'))
    url.password = 'not-the-password'
    const world = testWorld()
    const error = await openStore({ url: () => url.href, world, auditKey }).catch((thrown: unknown) => thrown)
    if (!(error instanceof Error)) {
      await (error as Store).close()
      return skip('the server of TEST_DATABASE_URL asks for no password')
    }
    expect(error).toBeInstanceOf(UserError)
    expect(String(error)).toContain('28P01')
    expect(inspect([error, world.lines], { depth: null, showHidden: true })).not.toMatch(
      /not-the-password|test-audit-key/,
    )
  })

  test('where nothing listens is refused', async () => {
    const url = 'postgres://u:p@127.0.0.1:1/d'
    await expect(openStore({ url: () => url, world: testWorld(), auditKey })).rejects.toThrow(
      /127\.0\.0\.1:1\/d .*ECONNREFUSED/,
    )
  })

  test('or a file is needed', async () => {
    await expect(openStore({ world: testWorld(), auditKey })).rejects.toThrow(/DATABASE_URL/)
  })
})

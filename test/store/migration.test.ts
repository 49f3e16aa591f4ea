import { readFileSync } from 'node:fs'
import { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, test } from 'vitest'
import type { Engine as StoreEngine } from '../../src/store/engine.ts'
import { forget } from '../../src/store/forget.ts'
import { migrate } from '../../src/store/migrate.ts'
import { spine } from '../../src/store/migrations/001-spine.ts'
import { migrations } from '../../src/store/migrations/steps.ts'
import { postgresEngine } from '../../src/store/postgres.ts'
import { postOf, say } from '../../src/store/posts.ts'
import { closePending, due, getProposal } from '../../src/store/proposals.ts'
import type { Schema } from '../../src/store/schema.ts'
import { sqliteEngine } from '../../src/store/sqlite.ts'
import { testWorld } from '../world.ts'
import { type Database, eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

/** A database as a version wrote it that knew no Slack. */
const before = async (
  { settings }: Database,
  work: (db: Kysely<Schema>) => Promise<void>,
  steps: Readonly<Record<string, Migration>> = { '001-spine': spine },
): Promise<void> => {
  const { url, file = '' } = settings
  const engine: StoreEngine = url === undefined ? sqliteEngine(file) : postgresEngine(() => url, testWorld().log)
  const db = new Kysely<Schema>({ dialect: engine.dialect })
  await migrate(db, engine.name, steps)
  await work(db)
  await db.destroy()
}

/** What that version stored. */
const {
  channel: _c,
  thread: _t,
  remind_at: _r,
  bound: _b,
  holds: _h,
  follow_at: _f,
  remind_by: _w,
  ...old
} = proposalRow('P1')
const broughtForward = { ...proposalRow('P1'), bound: null, holds: null }
const insertOld = (db: Kysely<Schema>) =>
  db
    .insertInto('proposals')
    .values(old as never)
    .execute()

eachEngine((engine) => {
  test('a database of the spine is brought forward with all that is in it', async () => {
    const database = await engine.empty()
    await before(database, async (db) => {
      await insertOld(db)
      await db.insertInto('votes').values({ proposal: 'P1', human: 'marc', principal: '{}', at: 5 }).execute()
      await db.insertInto('locks').values({ connection: 'rudder/prod', by: 'ann', reason: null, at: 1 }).execute()
    })
    const store = await database.open()
    expect(await getProposal(store.db, 'P1')).toEqual(broughtForward)
    expect(await store.db.selectFrom('votes').selectAll().execute()).toHaveLength(1)
    expect(await store.db.selectFrom('locks').selectAll().execute()).toHaveLength(1)
    await store.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', proposal: 'P1' }, 1))
    await store.transaction((tx) => closePending(tx, 'P1', { outcome: 'expired', result: '{}', now: 2 }))
    expect(await postOf(store.db, 'm1')).toMatchObject({ wanted: 2, shown: 0 })
  })

  test('a version that knew no Slack goes on beside this one', async () => {
    const database = await engine.empty()
    const store = await database.open()
    await before(database, async (db) => void (await insertOld(db)))
    expect(await getProposal(store.db, 'P1')).toEqual(broughtForward)
  })

  test('what awaited validation before it was followed is looked at once at least', async () => {
    const database = await engine.empty()
    const { follow_at: _, ...row } = proposalRow('P1', { stage: 'done', outcome: 'awaiting validation', decided_at: 7 })
    const { '008-follow': _last, ...older } = migrations
    await before(
      database,
      async (db) =>
        void (await db
          .insertInto('proposals')
          .values(row as never)
          .execute()),
      older,
    )
    const store = await database.open()
    expect((await getProposal(store.db, 'P1'))?.follow_at).toBe(7)
    expect((await due(store.db, 8)).followed).toEqual(['P1'])
  })

  test('the steps are these, in this order', async () => {
    expect(Object.keys(migrations)).toEqual([
      '001-spine',
      '002-slack',
      '003-health',
      '004-holds',
      '005-servers',
      '006-refusals',
      '007-backups',
      '008-follow',
      '009-tables',
      '010-reminders',
      '011-shares',
      '012-forms',
      '013-personal-keys',
      '014-resume',
      '015-presses',
      '016-watches',
      '017-delivery',
      '018-declared-watches',
      '019-confirmed-watches',
    ])
  })

  test('a post always has something to show while that is still to be shown', async () => {
    const store = await engine.open()
    await store.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', message: {} }, 1))
    const erase = store.db.updateTable('posts').set({ message: null })
    await expect(erase.execute()).rejects.toThrow()
    await expect(store.db.updateTable('posts').set({ ts: '1.0' }).execute()).rejects.toThrow()
    await forget(store, { proposals: 7, votes: 7, runs: 1, tables: 30, refusals: 1, keys: 1 }, 1e14)
    expect((await postOf(store.db, 'm1'))?.message).toBe('{}')
  })
})

test('the changelog names each step, so that whoever upgrades knows what the first start runs', () => {
  const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8')
  const steps = Object.keys(migrations).filter((name) => name !== '001-spine')
  expect(steps.filter((name) => !changelog.includes(`\`${name}\``))).toEqual([])
})

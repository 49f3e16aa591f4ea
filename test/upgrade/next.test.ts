import { Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/steps.ts'
import { postgresEngine } from '../../src/store/postgres.ts'
import type { Schema } from '../../src/store/schema.ts'
import { sqliteEngine } from '../../src/store/sqlite.ts'
import { startScene } from '../slack/scene.ts'
import { type Database, eachEngine } from '../store/engines.ts'
import { testWorld } from '../world.ts'

// What the next version may add: it expands, and this version goes on.
const next: Migration = {
  up: async (db: Kysely<unknown>) => {
    for (const table of ['proposals', 'posts', 'runs', 'votes', 'deliveries'])
      await db.schema.alterTable(table).addColumn('newer', 'text').execute()
    await db.schema
      .alterTable('proposals')
      .addColumn('weight', 'integer', (column) => column.notNull().defaultTo(1))
      .execute()
    await db.schema
      .createTable('notices')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .execute()
  },
}

/** The database as the next version has left it. */
const furtherOn = async ({ settings: { url, file = '' } }: Database): Promise<Kysely<Schema>> => {
  const engine = url === undefined ? sqliteEngine(file) : postgresEngine(() => url, testWorld().log)
  const db = new Kysely<Schema>({ dialect: engine.dialect })
  onTestFinished(() => db.destroy())
  await migrate(db, engine.name, { ...migrations, '999-next': next })
  return db
}

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

eachEngine((engine) => {
  test('this version starts, and starts again, on a database that the next one has brought further', async () => {
    const database = await engine.fresh()
    const db = await furtherOn(database)
    const { bot, startReplica, type, press, last, now, rudder, pass } = await startScene({
      fresh: async () => database,
    })
    await type('ana', 'ops', line)
    const proposal = last('ops')
    await bot.stop()
    await startReplica()
    await press('marc', proposal, 'confirm')
    expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
    await press('ana', proposal, 'undo')
    await press('ana', last('ops'), 'confirm')
    expect(rudder.writes()).toHaveLength(2)
    await pass(25 * 60 * 60_000)
    const recorded = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    expect(recorded.rows.at(-1)?.name).toBe('999-next')
  })

  test('what the next version wrote is shown, counted and left alone', async () => {
    const database = await engine.fresh()
    const db = await furtherOn(database)
    const { type, press, last, now, rudder, pass, whispered, bot, world } = await startScene({
      fresh: async () => database,
    })
    await type('ana', 'ops', line)
    const proposal = last('ops')
    // The next version ends a proposal in a way, and puts a kind of act on the record, that this one does not know.
    await db
      .updateTable('proposals')
      .set({ stage: 'done', outcome: 'delegated', result: '{"sentence":"Handed to INC-4312.","by":["marc"]}' })
      .execute()
    await db
      .updateTable('posts')
      .set((row) => ({ wanted: row('wanted', '+', 1) }))
      .execute()
    const { store } = bot.app.context
    await store.transaction((tx) => store.audit.append(tx, 'delegated' as never, { proposal: 'P1' }))
    await pass(60_000)
    expect(now(proposal).text).toContain('Handed to INC-4312.')
    await press('marc', proposal, 'confirm').catch(() => {})
    await pass(2 * 60 * 60_000)
    expect(rudder.writes()).toEqual([])
    const [row] = await db.selectFrom('proposals').select('outcome').execute()
    expect(row).toEqual({ outcome: 'delegated' })
    expect(await store.audit.verify()).toMatchObject({ ok: true })
    expect(whispered('marc', 'ops').filter(({ text }) => text.includes('went wrong'))).toEqual([])
    expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})

import { expect, test } from 'vitest'
import { forget } from '../../src/store/forget.ts'
import { makeRoom } from '../../src/store/forget-tables.ts'
import { addRows, pageOfRows, rowsFrom, type StoredRow } from '../../src/store/run-rows.ts'
import { getTable, openTable, sealTable } from '../../src/store/run-tables.ts'
import { endRun, insertRun } from '../../src/store/runs.ts'
import { type Engine, eachEngine } from './engines.ts'

const day = 24 * 60 * 60_000
const about = { command: 'demo list', connections: ['demo/one'], columns: [{ label: 'A' }] }
const keep = { proposals: 20, votes: 10, runs: 5, tables: 3, refusals: 15, keys: 15 }

/** A store with one run whose table has `count` rows, `each` in a piece. */
const filled = async (engine: Engine, count: number, each: number) => {
  const store = await engine.open()
  const run = { id: 'R1', principal: { id: 'cli:root' }, line: 'demo list', replica: 'one' }
  await store.transaction(async (tx) => {
    await insertRun(tx, run, 0)
    await openTable(tx, 'R1', about, 0)
  })
  const rows = Array.from({ length: count }, (_, at): StoredRow => [at, `row “${at}”\u0000\n`, at % 2 === 0, null])
  for (let first = 0; first < count; first += each)
    await store.transaction((tx) => addRows(tx, 'R1', first, rows.slice(first, first + each)))
  const seal = () =>
    store.transaction(async (tx) => {
      await sealTable(tx, 'R1', { message: { title: 'Demo' }, size: 8, rows: count })
      await endRun(tx, 'R1', { ending: 'done', next: [] }, 0)
    })
  return { store, rows, seal }
}

eachEngine((engine) => {
  test('a page is what was stored, across pieces, and nobody finds it before it is whole', async () => {
    const { store, rows, seal } = await filled(engine, 250, 100)
    expect(await getTable(store.db, 'R1')).toBeUndefined()
    await seal()
    expect(await getTable(store.db, 'R1')).toEqual({
      run: 'R1',
      isPrivate: false,
      ...about,
      message: { title: 'Demo' },
      size: 8,
      rows: 250,
    })
    for (const from of [0, 96, 99, 100, 195, 246]) {
      expect(await pageOfRows(store.db, 'R1', from, 8)).toEqual(rows.slice(from, from + 8))
    }
    expect(await pageOfRows(store.db, 'R1', 250, 8)).toEqual([])
    expect(await pageOfRows(store.db, 'R2', 0, 8)).toEqual([])
    const all: StoredRow[] = []
    for await (const piece of rowsFrom(store.db, 'R1')) all.push(...piece)
    expect(all).toEqual(rows)
  })

  test('rows go after their days, however many pieces they are, and before their run does', async () => {
    const { store, seal } = await filled(engine, 240, 2)
    await seal()
    expect(await forget(store, keep, 3 * day)).toMatchObject({ tables: 0, runs: 0 })
    expect(await forget(store, keep, 3 * day + 1)).toMatchObject({ tables: 1, runs: 0 })
    expect(await store.db.selectFrom('run_rows').select('first').execute()).toEqual([])
    expect(await getTable(store.db, 'R1')).toBeUndefined()
    expect(await forget(store, keep, 5 * day + 1)).toMatchObject({ tables: 0, runs: 1 })
  })

  test('of one person the oldest tables give way to a new one, but not those of others or of a run that goes on', async () => {
    const store = await engine.open()
    const table = async (id: string, person: string, at: number, isEnded = true) => {
      await insertRun(store.db, { id, principal: { id: person }, line: 'demo list', replica: 'one' }, at)
      await store.transaction(async (tx) => {
        await openTable(tx, id, about, at)
        for (let first = 0; first < 120; first++) await addRows(tx, id, first, [['x'.repeat(994)]])
        if (isEnded) await endRun(tx, id, { ending: 'done', next: [] }, at)
      })
    }
    const stored = async () =>
      (await store.db.selectFrom('run_tables').select('run').orderBy('run').execute()).map(({ run }) => run)
    await table('A0', 'ana', 0, false)
    for (const at of [1, 2, 3, 4]) await table(`A${at}`, 'ana', at)
    await table('M1', 'marc', 1)
    await insertRun(store.db, { id: 'A9', principal: { id: 'ana' }, line: 'demo list', replica: 'one' }, 9)
    await makeRoom(store, 'A9', 4 * 120_000)
    expect(await stored()).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'M1'])
    await makeRoom(store, 'A9', 2 * 120_000 + 1)
    expect(await stored()).toEqual(['A0', 'A3', 'A4', 'M1'])
    expect(await store.db.selectFrom('run_rows').select('first').where('run', 'in', ['A1', 'A2']).execute()).toEqual([])
    await makeRoom(store, 'A9', 0)
    expect(await stored()).toEqual(['A0', 'M1'])
  })

  test('with its run a table is erased too', async () => {
    const { store, seal } = await filled(engine, 10, 5)
    await seal()
    expect(await forget(store, { ...keep, runs: 1 }, day + 1)).toMatchObject({ tables: 1, runs: 1 })
    expect(await store.db.selectFrom('run_rows').select('first').execute()).toEqual([])
    const again = await filled(engine, 10, 5)
    await again.store.db.deleteFrom('runs').execute()
    expect(await again.store.db.selectFrom('run_rows').select('first').execute()).toEqual([])
  })
})

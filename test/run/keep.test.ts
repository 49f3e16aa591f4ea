import { expect, test } from 'vitest'
import type { GivenRow } from '../../src/command/answer.ts'
import { keepRows, mostKept, mostOfPerson } from '../../src/run/keep.ts'
import { shownTable } from '../../src/run/rows.ts'
import { slackDisplay } from '../../src/slack/blocks/display.ts'
import { pageOfRows } from '../../src/store/run-rows.ts'
import { endRun, insertRun } from '../../src/store/runs.ts'
import { mainlySqlite } from '../store/engines.ts'
import { testWorld } from '../world.ts'

const about = { command: 'demo list', connections: ['demo/one'] }
const columns = [{ label: 'A', type: 'text' as const }, { label: 'B' }]

mainlySqlite((engine) => {
  const keeping = async () => {
    const store = await engine.open()
    const world = testWorld()
    await insertRun(store.db, { id: 'R1', principal: { id: 'cli:root' }, line: 'demo list', replica: 'one' }, 0)
    const pieces = async () => (await store.db.selectFrom('run_rows').select(['first', 'rows']).execute()).length
    return { store, pieces, take: keepRows({ store, world, display: slackDisplay }, 'R1') }
  }

  test('a table that one message shows is not stored', async () => {
    const { take, pieces } = await keeping()
    const { table, notes } = await shownTable({ columns, rows: [['a', 1n]], atOnce: 5 }, about, take)
    expect({ table, notes }).toEqual({ table: { columns, rows: [['a', '1']], total: 1 }, notes: [] })
    expect(await pieces()).toBe(0)
  })

  test('one row more than is shown at once, or more text than a message holds, and all of it is stored', async () => {
    const some = (many: number, text: string): GivenRow[] => Array.from({ length: many }, (_, at) => [text, at])
    const first = await keeping()
    const { table } = await shownTable({ columns, rows: some(6, 'a'), atOnce: 5 }, about, first.take)
    expect([table.rows.length, table.total, table.kept]).toEqual([5, 6, { size: 5, rows: 6 }])
    const second = await keeping()
    const long = await shownTable({ columns, rows: some(90, 'long '.repeat(40)), atOnce: 90 }, about, second.take)
    expect(long.table.kept).toMatchObject({ rows: 90 })
    expect(long.table.rows).toHaveLength(long.table.kept?.size ?? 0)
    expect(long.table.kept?.size).toBeLessThan(90)
  })

  test('the order stays, whoever is slow, and a page is found anywhere', async () => {
    const { take, store, pieces } = await keeping()
    async function* rows(): AsyncGenerator<GivenRow> {
      for (let at = 0; at < 1_234; at++) {
        if (at % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
        yield [`row ${at}`, undefined]
      }
    }
    const { table } = await shownTable({ columns, rows: rows() }, about, take)
    expect([table.total, table.kept]).toEqual([1_234, { size: 30, rows: 1_234 }])
    expect(await pieces()).toBe(3)
    expect(await pageOfRows(store.db, 'R1', 1_230, 30)).toEqual(
      [1_230, 1_231, 1_232, 1_233].map((at) => [`row ${at}`, null]),
    )
  })

  test('what is too large is cut where the message says so, and nothing more is read', async () => {
    const { take } = await keeping()
    let read = 0
    let isEnded = false
    function* rows(): Generator<GivenRow> {
      try {
        for (;;) {
          read += 1
          yield ['x'.repeat(4_000_000), read]
        }
      } finally {
        isEnded = true
      }
    }
    const { table, notes } = await shownTable({ columns, rows: rows() }, about, take)
    expect([table.total, table.kept, read, isEnded]).toEqual([7, { size: 30, rows: 7 }, 8, true])
    expect(notes).toEqual(['Too large: only the first 7 rows can be paged and exported.'])
  })

  test('what is too wide is cut, and a long cell is whole in what is stored alone', async () => {
    const { take, store } = await keeping()
    const wide = Array.from({ length: 1_002 }, (_, at) => ({ label: `${at}` }))
    const rows = Array.from({ length: 9 }, (): GivenRow => ['x'.repeat(5_000), ...wide.slice(1).map(() => 1)])
    const { table, notes } = await shownTable({ columns: wide, rows, atOnce: 2 }, about, take)
    expect([table.columns.length, table.rows[0]?.length]).toEqual([1_000, 1_000])
    expect(notes).toEqual(['Too wide: only the first 1,000 of 1,002 columns are shown.'])
    expect(String(table.rows[0]?.[0])).toHaveLength(1_000)
    const [stored] = await pageOfRows(store.db, 'R1', 8, 1)
    expect([stored?.length, String(stored?.[0]).length]).toEqual([1_000, 5_000])
    const unstored = await shownTable({ columns: wide, rows, atOnce: 2 }, about)
    expect([unstored.table.columns.length, unstored.table.rows[0]?.length, unstored.notes.length]).toEqual([
      ...[1_000, 1_000, 1],
    ])
    expect(String(unstored.table.rows[0]?.[0])).toHaveLength(5_000)
  })

  test('whoever reads large tables again and again keeps the newest of them', async () => {
    const { store, pieces } = await keeping()
    const world = testWorld()
    const rows = Array.from({ length: 8 }, (): GivenRow => ['x'.repeat(3_900_000)])
    const whole = Math.floor(mostOfPerson / mostKept.characters) + 1
    for (let at = 2; at < whole + 5; at++) {
      const id = `R${at}`
      await insertRun(store.db, { id, principal: { id: 'cli:root' }, line: 'demo list', replica: 'one' }, at)
      await shownTable({ columns, rows, atOnce: 5 }, about, keepRows({ store, world, display: slackDisplay }, id))
      await endRun(store.db, id, { ending: 'done', next: [] }, at)
      expect(await pieces()).toBeLessThanOrEqual(8 * whole)
    }
    expect(await pieces()).toBe(8 * whole)
  })

  test('without anywhere to store, no more is read than is shown', async () => {
    let read = 0
    function* rows(): Generator<GivenRow> {
      for (; read < 100; ) {
        read += 1
        yield [`row ${read}`, read]
      }
    }
    const shown = await shownTable({ columns, rows: rows(), total: 5_000, atOnce: 8 }, about)
    expect([shown.table.rows.length, shown.table.total, read]).toEqual([8, 5_000, 8])
    expect((await shownTable({ columns, rows: rows(), atOnce: 8 }, about)).table.total).toBe(92)
  })
})

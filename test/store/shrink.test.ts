import { statSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { forget } from '../../src/store/forget.ts'
import { endRun, insertRun } from '../../src/store/runs.ts'
import { freshDatabase } from './engines.ts'

const day = 24 * 60 * 60_000
const start = Date.UTC(2026, 10, 1)
const keep = { proposals: 365, votes: 365, runs: 5, tables: 7, refusals: 90, keys: 90 }
const pages = 4_096

test('what is forgotten takes no space any more', async () => {
  const database = await freshDatabase('sqlite')
  onTestFinished(() => database.drop())
  const store = await database.open()
  const { file = '' } = database.settings
  const run = { principal: { id: 'slack:U1' }, line: 'x'.repeat(2_000), replica: 'one' }
  const size = async () => {
    await sql`pragma wal_checkpoint(truncate)`.execute(store.db)
    return statSync(file).size
  }
  const empty = await size()
  await store.transaction(async (tx) => {
    for (let n = 0; n < 2_000; n++) {
      await insertRun(tx, { id: `r${n}`, ...run }, start)
      await endRun(tx, `r${n}`, { ending: 'done', next: [] }, start)
    }
  })
  const full = await size()
  expect(full - empty).toBeGreaterThan(2_000 * 2_000)
  await forget(store, keep, start + 5 * day + 1)
  expect((await size()) - empty).toBeLessThan(20 * pages)
  expect(await store.audit.verify()).toMatchObject({ ok: true })
})

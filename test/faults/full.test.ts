import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { troubleOf } from '../../src/store/trouble.ts'
import { buttons, said, startScene } from '../slack/scene.ts'
import { type Database, freshDatabase } from '../store/engines.ts'
import { get, until, valuesOf } from '../telemetry/scrape.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const isFull = 'The disk of the bot is full'

/** A small disk of its own, where this user may mount one. */
const mounted = (): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'coxswain-full', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return undefined
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Takes all room that is left on a disk; gives it back when called. */
const fill = (folder: string): (() => void) => {
  const file = join(folder, 'filler')
  const handle = openSync(file, 'w')
  for (const size of [65_536, 4_096, 1]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(size))
    } catch {}
  }
  closeSync(handle)
  return () => rmSync(file)
}

const scene = async (folder: string) => {
  const database: Database = {
    settings: { file: join(folder, 'coxswain.db') },
    open: () => Promise.reject(new Error('nobody else opens it')),
    drop: async () => {},
  }
  const all = await startScene({ fresh: async () => database })
  await all.type('ana', 'ops', line)
  const { store } = all.bot.app.context
  // What was written before leaves no room in the log of SQLite: it begins anew, and must grow.
  await sql`pragma wal_checkpoint(truncate)`.execute(store.db)
  const drained = async (work: Promise<unknown>) => {
    await work
    await all.bot.slack.drain()
  }
  return { ...all, store, drained, proposal: all.last('ops') }
}

describe('the disk of SQLite is full', () => {
  test('everybody is told, nothing is written, and it goes on by itself when there is room', async ({ skip }) => {
    const folder = mounted() ?? skip('no disk can be mounted by this user')
    const { slack, drained, proposal, whispered, rudder, now, store, pass, bot, world } = await scene(folder)
    const before = await store.audit.head()
    const free = fill(folder)
    await drained(slack.type('ana', 'ops', '/rudder compliance'))
    expect(whispered('ana', 'ops').at(-1)?.text).toContain(isFull)
    for (const button of ['confirm', 'cancel']) {
      await drained(slack.press('marc', proposal, button))
      expect(said(whispered('marc', 'ops').at(-1) ?? proposal)).toContain(isFull)
    }
    await bot.jobs.tick()
    expect([rudder.writes(), now(proposal), await store.audit.head()]).toEqual([[], proposal, before])
    const ready = () => get(`${bot.ops.url}/readyz`)
    expect(await ready()).toEqual({ status: 503, text: 'the disk of the database is full\n' })
    free()
    await until(async () => {
      await world.advance(5_000)
      return (await ready()).status === 200
    })
    await drained(slack.press('marc', proposal, 'confirm'))
    await pass(1_000)
    expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
    expect(buttons(now(proposal))).toEqual(['undo'])
    expect(rudder.writes()).toHaveLength(1)
    expect(await store.audit.verify()).toMatchObject({ ok: true })
  })

  test('nobody asks anything: the pulse finds it, and the room that is left is a metric', async ({ skip }) => {
    const folder = mounted() ?? skip('no disk can be mounted by this user')
    const { bot, world } = await scene(folder)
    const figures = async () => valuesOf((await get(`${bot.ops.url}/metrics`)).text)
    expect(await figures()).toMatchObject({ coxswain_database_writable: 1, coxswain_disk_size_bytes: 4 * 2 ** 20 })
    expect((await figures()).coxswain_disk_free_bytes).toBeGreaterThan(2 ** 20)
    const free = fill(folder)
    await until(async () => {
      await world.advance(5_000)
      return (await get(`${bot.ops.url}/readyz`)).text === 'the disk of the database is full\n'
    })
    expect(await figures()).toMatchObject({ coxswain_database_writable: 0, coxswain_disk_free_bytes: 0 })
    free()
  })

  test.for(['claim:before', 'claim:committed', 'sending:committed', 'outcome:before', 'outcome:committed'] as const)(
    'from %s on: at most one write, and the message comes to the truth',
    async (point, { skip }) => {
      const folder = mounted() ?? skip('no disk can be mounted by this user')
      const { slack, drained, proposal, rudder, now, store, pass, world } = await scene(folder)
      let free = () => {}
      world.steps.set(point, async () => {
        world.steps.delete(point)
        await sql`pragma wal_checkpoint(truncate)`.execute(store.db)
        free = fill(folder)
      })
      await drained(slack.press('marc', proposal, 'confirm'))
      const sent = point.startsWith('claim') ? 0 : 1
      expect(rudder.writes()).toHaveLength(sent)
      free()
      await pass(leaseMs + 1)
      const ends = { 'claim:before': /Disable rule “SSH.*\?/, 'claim:committed': /Not applied/ }[point as string]
      expect(now(proposal).text).toMatch(ends ?? (point === 'outcome:committed' ? /Disabled/ : /isn't known by whom/))
      expect(rudder.writes()).toHaveLength(sent)
      expect(await store.audit.verify()).toMatchObject({ ok: true })
    },
  )
})

test('a transaction that finds no room leaves nothing, and the store goes on', async () => {
  const database = await freshDatabase('sqlite')
  onTestFinished(() => database.drop())
  const store = await database.open()
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(store.db)
  await sql`pragma max_page_count = ${sql.lit(pages.rows[0]?.page_count ?? 0)}`.execute(store.db)
  const much = (key: string) => ({ key: key.repeat(50_000), at: 1 })
  const failed = await store
    .transaction(async (tx) => {
      await store.audit.append(tx, 'vote', { n: 1 })
      await tx.insertInto('deliveries').values(much('k')).execute()
    })
    .catch((error: unknown) => error)
  expect(troubleOf(failed)).toBe('full')
  expect(await store.audit.head()).toMatchObject({ seq: 0 })
  await sql`pragma max_page_count = 100000`.execute(store.db)
  await store.transaction((tx) => tx.insertInto('deliveries').values(much('k')).execute())
  expect(await store.db.selectFrom('deliveries').select('at').execute()).toEqual([{ at: 1 }])
})

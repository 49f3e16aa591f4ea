import { createHash } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { hostClock, hostWorld } from '../../src/host.ts'
import { bytesOf, csvOf } from '../../src/run/export.ts'
import { keepRows } from '../../src/run/keep.ts'
import { shownTable } from '../../src/run/rows.ts'
import { storedPage } from '../../src/run/stored-table.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { slackDisplay } from '../../src/slack/blocks/display.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { openStore } from '../../src/store/db.ts'
import { getTable, sealTable } from '../../src/store/run-tables.ts'
import { insertRun } from '../../src/store/runs.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { createRedactor, Secret } from '../../src/vault/secret.ts'
import { large, size } from './demo.ts'

/** What one way with a table took: milliseconds each, the longest time for which nothing else had its turn, heap at most. */
export interface Took {
  readonly storeMs: number
  readonly pagesMs: number
  readonly exportMs: number
  readonly blockMs: number
  readonly heapMiB: number
  readonly pages: number
  readonly bytes: number
  readonly sha256: string
}

// One table in a process of its own, as CHILD says: `ours`, stored, paged to its end, each page or every so many, and exported; or `whole`, as one
// array that is written, parsed and cut for each page.
const {
  FILE: file = ':memory:',
  SEND: url = '',
  CHILD: who = 'ours',
  ROWS: many = String(size.rows),
  EVERY: every = '1',
} = process.env
const delay = monitorEventLoopDelay({ resolution: 1 })
let heap = 0
const watch = setInterval(() => {
  heap = Math.max(heap, getHeapStatistics().used_heap_size)
}, 5)
const command = large(Number(many))
if (command.kind !== 'read') throw new Error('not a read')
const answered = async () => {
  const answer = await command.run({})
  if (Symbol.asyncIterator in answer || answer.table === undefined) throw new Error('no table')
  return answer.table
}

/** What was before does not count; the timer has to have been there once before anything can hold it up. */
const begin = async () => {
  delay.enable()
  await new Promise((resolve) => setTimeout(resolve, 100))
  delay.reset()
}

const timed = async <T>(work: () => Promise<T>): Promise<readonly [number, T]> => {
  const from = performance.now()
  const done = await work()
  return [performance.now() - from, done]
}

async function* one() {
  yield ' '
}

const ours = async () => {
  const log = createLog({ level: 'error', redactor: createRedactor(), clock: hostClock })
  const world = hostWorld(log)
  const store = await openStore({ file, world, auditKey: new Secret(() => 'the audit key of a table') })
  const run = world.ids.id()
  const begun = { id: run, principal: { id: 'cli:root' }, line: 'rudder large', replica: 'one' }
  await store.transaction((tx) => insertRun(tx, begun, world.clock.now()))
  // A bot has talked to Slack since its start: what the first request of a process loads is no part of a table.
  const network = createNetwork(() => ({}))
  await network.send(url, { length: 1, text: one(), limitMs: 60_000 })
  await begin()
  const [storeMs, { table }] = await timed(async () =>
    shownTable(
      await answered(),
      { command: 'rudder large', connections: ['rudder/prod'] },
      keepRows({ store, world, display: slackDisplay }, run),
    ),
  )
  const message = { tone: 'answer', title: 'Large', provenance: { readAt: 0, source: 'x' } } as const
  const kept = table.kept
  if (!kept) throw new Error('not stored')
  await store.transaction((tx) =>
    sealTable(tx, run, { message: { ...message, table: { ...table, rows: [] } }, ...kept }),
  )
  const sealed = await getTable(store.db, run)
  if (!sealed) throw new Error('not sealed')
  const stored = sealed
  let pages = 0
  const [pagesMs] = await timed(async () => {
    for (let at = 0; at < stored.rows; at += stored.size * Number(every)) {
      toBlocks(await storedPage({ store }, stored, at), { id: `x:${at}`, run })
      pages += 1
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  const hash = createHash('sha256')
  const [exportMs, bytes] = await timed(async () => {
    const length = await bytesOf(csvOf(store, stored))
    async function* hashed() {
      for await (const text of csvOf(store, stored)) {
        hash.update(text)
        yield text
      }
    }
    const status = await network.send(url, { length, text: hashed(), limitMs: 60_000 })
    await network.close()
    if (status !== 200) throw new Error(`HTTP ${status}`)
    return length
  })
  await store.close()
  return { storeMs, pagesMs, exportMs, pages, bytes, sha256: hash.digest('hex') }
}

const whole = async () => {
  await begin()
  const rows: unknown[] = []
  for await (const row of (await answered()).rows)
    rows.push(row.map((cell) => (typeof cell === 'bigint' ? `${cell}` : cell)))
  let text = ''
  const [storeMs] = await timed(async () => {
    text = JSON.stringify(rows)
  })
  let pages = 0
  const [pagesMs] = await timed(async () => {
    // Each page reads all of it again; of so many pages a few tell.
    for (; pages < 20; pages++) {
      ;(JSON.parse(text) as unknown[]).slice(pages * 20, pages * 20 + 20)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  const [exportMs, csv] = await timed(async () =>
    Buffer.from((JSON.parse(text) as unknown[][]).map((row) => `${row.join(',')}\r\n`).join('')),
  )
  const full = Math.ceil(rows.length / 20)
  return { storeMs, pagesMs: (pagesMs * full) / pages, exportMs, pages: full, bytes: csv.length, sha256: '' }
}

const done = await (who === 'ours' ? ours() : whole())
await new Promise((resolve) => setTimeout(resolve, 20))
clearInterval(watch)
const took: Took = { ...done, blockMs: delay.max / 1e6, heapMiB: heap / 1024 / 1024 }
process.send?.(took, () => process.exit(0))

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { eachEngine, type Settings, testAuditKey } from './engines.ts'

type Child = ChildProcessByStdio<null, Readable, Readable>

const startAppender = (settings: Settings, count: number): Child => {
  const args = Object.entries({ ...settings, key: testAuditKey, count }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ])
  return spawn(process.execPath, [fileURLToPath(new URL('appender.ts', import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What the child said was committed, to the end of its life; kills it `after` a number of acts. */
const follow = async (child: Child, after = Number.POSITIVE_INFINITY, delay = 0) => {
  const acknowledged: number[] = []
  let wrong = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    wrong += text
  })
  createInterface(child.stdout).on('line', (line) => {
    acknowledged.push(Number(line))
    if (acknowledged.length === after) setTimeout(() => child.kill('SIGKILL'), delay)
  })
  const [code, signal] = await once(child, 'close')
  return { acknowledged, code, signal, wrong }
}

eachEngine((engine) => {
  test('a replica that is killed while it appends loses nothing it acknowledged, and the chain is whole', async () => {
    const database = await engine.fresh()
    const acknowledged: number[] = []
    for (let round = 0; round < 4; round++) {
      const killed = await follow(startAppender(database.settings, 1_000_000), 5 + round * 3, round * 1.7)
      expect(killed).toMatchObject({ signal: 'SIGKILL', wrong: '' })
      acknowledged.push(...killed.acknowledged)
      const store = await database.open()
      const verdict = await store.audit.verify()
      expect(verdict).toMatchObject({ ok: true })
      const { seq } = await store.audit.head()
      expect(seq).toBeGreaterThanOrEqual(acknowledged.at(-1) ?? 0)
      // The act and what it was about are in one transaction: both or neither.
      expect(await store.db.selectFrom('locks').select('connection').execute()).toHaveLength(seq)
      await store.close()
    }
    expect(acknowledged).toEqual([...new Set(acknowledged)].sort((a, b) => a - b))
  })

  test('processes that start at once on an empty database share it', async () => {
    const database = await engine.fresh()
    const ends = await Promise.all(Array.from({ length: 4 }, () => follow(startAppender(database.settings, 10))))
    for (const end of ends) expect(end).toMatchObject({ code: 0, wrong: '' })
    expect(await (await database.open()).audit.verify()).toMatchObject({ ok: true, rows: 40 })
  })
})

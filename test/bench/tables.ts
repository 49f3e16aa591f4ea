import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Took } from '../tables/child.ts'
import { startReceiver } from '../tables/receiver.ts'
import { botFlags } from './bot-flags.ts'
import { figureOf } from './figure.ts'
import type { Part } from './part.ts'
import { startProgram } from './program.ts'

const handled = async (who: 'ours' | 'whole', rows: number): Promise<Took> => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-bench-table-'))
  const receiver = await startReceiver()
  try {
    const env = { FILE: join(folder, 'table.db'), SEND: receiver.url, CHILD: who, ROWS: String(rows) }
    const flags = [...botFlags, '--no-warnings', '--max-old-space-size=160']
    const program = startProgram({ file: 'test/tables/child.ts', env, flags, cwd: folder })
    let took: Took | undefined
    program.child.once('message', (message) => {
      took = message as Took
    })
    const code = await program.ended
    if (took === undefined) throw new Error(`${who} ended with ${code}`)
    return took
  } finally {
    await receiver.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A table of 60,000 rows and 8 columns: stored, paged to its end and exported, beside one array in memory. */
export const tables: Part = async ({ quick }) => {
  const rows = quick ? 6_000 : 60_000
  const rounds: { ours: Took; yardstick: Took }[] = []
  for (let n = 0; n < (quick ? 2 : 5); n++) {
    const yardstick = await handled('whole', rows)
    rounds.push({ yardstick, ours: await handled('ours', rows) })
  }
  const figure = (name: string, unit: string, of: (took: Took) => number, atMost?: number) => {
    const named = {
      name: `${rows.toLocaleString('en')} rows × 8 columns: ${name}`,
      unit,
      yardstick: 'all rows in one array',
    }
    return figureOf(
      { ...named, ...(atMost !== undefined && { yardstick: `the aim`, atMost: 1 }) },
      rounds.map(({ ours, yardstick }) => ({ ours: of(ours), yardstick: atMost ?? of(yardstick) })),
    )
  }
  return [
    figure('stored', 'ms', ({ storeMs }) => storeMs),
    figure('one page', 'ms', ({ pagesMs, pages }) => pagesMs / pages),
    figure('exported', 'ms', ({ exportMs }) => exportMs),
    figure('heap at most', 'MiB', ({ heapMiB }) => heapMiB, 160),
    figure('longest hold of the event loop', 'ms', ({ blockMs }) => blockMs, 50),
  ]
}

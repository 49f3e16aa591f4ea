import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { botFlags } from '../bench/bot-flags.ts'
import { startProgram } from '../bench/program.ts'
import { isFull } from '../runs.ts'
import type { Took } from './child.ts'
import { size } from './demo.ts'
import { startReceiver } from './receiver.ts'

// How much of it is used says `npm run bench -- table`.
test('60,000 rows of 8 columns are stored, paged to the end and exported within 160 MiB of heap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-table-'))
  const receiver = await startReceiver()
  onTestFinished(async () => {
    await receiver.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const every = isFull() ? 1 : 20
  const env = { FILE: join(folder, 'table.db'), SEND: receiver.url, CHILD: 'ours', EVERY: String(every) }
  const flags = [...botFlags, '--no-warnings', '--max-old-space-size=160']
  const program = startProgram({ file: 'test/tables/child.ts', env, flags, cwd: folder })
  let took: Took | undefined
  program.child.once('message', (message) => {
    took = message as Took
  })
  expect(await program.ended).toBe(0)
  expect(took?.pages).toBe(size.rows / 20 / every)
  expect(receiver.got.slice(-1)).toMatchObject([
    { bytes: took?.bytes, announced: took?.bytes, sha256: took?.sha256, lines: size.rows + 1 },
  ])
}, 180_000)

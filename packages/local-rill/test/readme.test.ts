import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const ours = join(import.meta.dirname, '..')

test('the example of the README runs where nothing else is installed', async () => {
  const [, example = ''] = /^```js\n(.*?)^```/ms.exec(readFileSync(join(ours, 'README.md'), 'utf8')) ?? []
  expect(example).toContain('assert.equal')
  const folder = mkdtempSync(join(tmpdir(), 'another-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ours, join(folder, 'node_modules/local-rill'))
  writeFileSync(join(folder, 'run.mjs'), example)
  await promisify(execFile)(process.execPath, ['run.mjs'], { cwd: folder, env: { PATH: process.env.PATH ?? '' } })
})

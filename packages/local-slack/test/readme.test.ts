import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { methods } from '../src/methods/all.ts'

const ours = join(import.meta.dirname, '..')
const readme = readFileSync(join(ours, 'README.md'), 'utf8')

test('the example of the README runs in the folder of another bot', async () => {
  const [, example = ''] = /^```js\n(.*?)^```/ms.exec(readme) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'another-bot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ours, join(folder, 'node_modules/local-slack'))
  symlinkSync(join(ours, '../../node_modules/@slack'), join(folder, 'node_modules/@slack'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'hello.test.js'), example)
  const env = { PATH: process.env.PATH ?? '' }
  const { stdout } = await promisify(execFile)(process.execPath, ['--test', 'hello.test.js'], { cwd: folder, env })
  expect(stdout).toMatch(/pass 1\b/)
})

test('the README names every method of the Web API', () => {
  const [, list = ''] = /^ {2}(`apps\.connections\.open`.*)\.$/m.exec(readme) ?? []
  expect(list.match(/[a-zA-Z.]+(?=`)/g)?.filter((name) => name !== '')).toEqual([...methods.keys()].sort())
})

import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import type { Suite } from '../runs.ts'
import { type Node, parsed, type Source, sources, visit } from './source.ts'

const root = join(import.meta.dirname, '../..')

/** What `vitest list` prints as JSON; rejects with what it says where it fails. */
const list = (...args: readonly string[]): Promise<readonly { readonly file: string }[]> =>
  new Promise((resolve, reject) => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    execFile(
      process.execPath,
      [vitest, 'list', '--json', ...args],
      { cwd: root, maxBuffer: 2 ** 26 },
      (error, out, said) =>
        error ? reject(new Error(`vitest list: ${said}`, { cause: error })) : resolve(JSON.parse(out)),
    )
  })

const notOurs = (name: string) => name === 'node_modules' || name === '.tmp' || name === '.git'

test.for<Suite>(['quick', 'full'])('every test file is in the %s suite', async (suite) => {
  const all = globSync('**/*.{test,spec}.{js,jsx,mjs,mts,ts,tsx}', { cwd: root, exclude: notOurs })
  const found = await list('--filesOnly', '--mode', suite)
  expect(found.map(({ file }) => relative(root, file)).sort()).toEqual(all.sort())
})

test('vitest list works', async () => {
  // It reads files without running them, and fails where one has neither `test` nor `describe` in it.
  expect((await list()).length).toBeGreaterThan(1_000)
})

/** A number of runs that is the same in both suites, and what happens around the tests of one file but not of the next. */
const check = (files: readonly Source[]) =>
  files.flatMap((file) => {
    const found = new Set<string>()
    visit(parsed(file), ({ type, key, value, callee }, parents) => {
      if (type === 'Property' && (key as Node).name === 'numRuns' && (value as Node).type === 'Literal')
        found.add(`${file.path}: say numRuns: runs(quick, full)`)
      // From one file to the next modules stay, so only the first one that imports this would have the hook.
      const isHook = type === 'CallExpression' && /^(before|after)(All|Each)$/.test(String((callee as Node).name))
      if (isHook && parents.every((node) => !/Function/.test(node.type)) && !file.path.endsWith('.test.ts'))
        found.add(`${file.path}: a hook at import`)
    })
    return [...found]
  })

test('a property says how often it is tried in each suite, and no module but a test file has a hook at import', () => {
  expect(check(sources('test'))).toEqual([])
})

test('each of these would be found', () => {
  const text = 'afterAll(() => {}); fc.assert(p, { numRuns: 100 }); const f = () => afterAll(() => {})'
  expect(check([{ path: 'test/a.ts', text }])).toEqual([
    'test/a.ts: a hook at import',
    'test/a.ts: say numRuns: runs(quick, full)',
  ])
  expect(
    check([{ path: 'test/a.test.ts', text: 'afterAll(() => {}); fc.assert(p, { numRuns: runs(1, 9) })' }]),
  ).toEqual([])
})

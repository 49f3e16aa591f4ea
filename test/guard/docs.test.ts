import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generatedDocs } from '../../src/cli/generated-pages.ts'

const root = join(import.meta.dirname, '../..')
const onDisk = (path: string): string | undefined => {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

/** The generated files that are not as they would be generated now. */
const stale = (fresh: Readonly<Record<string, string>>, read: (path: string) => string | undefined) =>
  Object.entries(fresh).flatMap(([path, text]) => {
    const found = read(path)
    if (found === undefined) return [`${path} is missing: npm run docs`]
    return found === text ? [] : [`${path} is not up to date: npm run docs`]
  })

test('every generated document is there and up to date', async () => {
  const fresh = await generatedDocs()
  expect(Object.keys(fresh)).toEqual(
    expect.arrayContaining([
      'docs/commands.md',
      'docs/configuration.md',
      'docs/tokens.md',
      'docs/coxswain.schema.json',
      '.env.example',
      'docs/slack.md',
      'manifest.yml',
    ]),
  )
  expect(stale(fresh, onDisk)).toEqual([])
})

test('one that is missing, changed by hand or older than the code would be found', async () => {
  const fresh = await generatedDocs()
  const [path = '', text = ''] = Object.entries(fresh)[0] ?? []
  expect(text.length).toBeGreaterThan(100)
  expect(stale({ [path]: text }, () => undefined)).toEqual([`${path} is missing: npm run docs`])
  expect(stale({ [path]: text }, () => `${text} `)).toEqual([`${path} is not up to date: npm run docs`])
  expect(stale({ [path]: text }, () => text)).toEqual([])
})

test('they are generated the same way each time', async () => {
  expect(await generatedDocs()).toEqual(await generatedDocs())
})

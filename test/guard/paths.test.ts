import { expect, test } from 'vitest'
import { sources } from './source.ts'

// The path of a URL is percent-encoded: in a clone below a folder with a space in its name it leads nowhere.
const encoded = /import\.meta\.url\)\.pathname/

test('a file of ours is found wherever the repository lies', () => {
  expect(encoded.test(`new URL('x', import.meta.url)${'.pathname'}`)).toBe(true)
  const found = sources('src', 'commands', 'packages', 'test').filter(({ text }) => encoded.test(text))
  expect(found.map(({ path }) => path)).toEqual([])
})

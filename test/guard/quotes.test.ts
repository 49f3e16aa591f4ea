import { expect, test } from 'vitest'
import { sources } from './source.ts'

test('a name of a system goes into quotes through `quoted`, so that none can end them', () => {
  const found = sources('commands', 'src/systems').flatMap(({ path, text }) =>
    text.includes('“${') && path !== 'src/systems/list-path.ts' ? [path] : [],
  )
  expect(found).toEqual([])
})

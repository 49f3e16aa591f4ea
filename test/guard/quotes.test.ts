import { expect, test } from 'vitest'
import { sources } from './source.ts'

test('a name of a system goes into quotes through `quoted`, so that none can end them', () => {
  const found = sources('commands', 'src/systems').flatMap(({ path, text }) =>
    text.includes('“${') && path !== 'src/systems/list-path.ts' ? [path] : [],
  )
  expect(found).toEqual([])
})

// Renderers bring a quoted line to how it is typed where it is read, by its slash.
test('a command is quoted with its slash', () => {
  const found = sources('commands', 'src/command', 'src/run', 'src/slack', 'src/systems', 'src/policy').flatMap(
    ({ path, text }) => [...text.matchAll(/“(?:cox|rudder) [^”]*”/g)].map(([quoted]) => `${path}: ${quoted}`),
  )
  expect(found).toEqual([])
})

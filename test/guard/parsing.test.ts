import { expect, test } from 'vitest'
import { type Node, parsed, type Source, sources, visit } from './source.ts'

/** The files in which JSON is parsed by itself. */
const parsing = (files: readonly Source[]) =>
  files.flatMap((file) => {
    const found = new Set<string>()
    visit(parsed(file), ({ type, object, property }) => {
      const isParse =
        type === 'MemberExpression' && (object as Node).name === 'JSON' && (property as Node).name === 'parse'
      if (isParse) found.add(file.path)
    })
    return [...found]
  })

test('what systems answer is parsed in one place, which keeps every number exact', () => {
  expect(parsing(sources('src/systems', 'commands'))).toEqual(['src/systems/parse-json.ts'])
})

test('another place would be found', () => {
  const file = { path: 'src/systems/redash/protocol.ts', text: 'const data = (text: string) => JSON.parse(text)' }
  expect(parsing([file])).toEqual([file.path])
})

import { expect, test } from 'vitest'
import { type Node, parsed, type Source, sources, visit } from './source.ts'

/** Objects that are spread as they are written, `{ ...{ a, b }, c }`: that only keeps a line short, and reads as if it did more. */
const check = (files: readonly Source[]): readonly string[] =>
  files.flatMap((file) => {
    const found: string[] = []
    visit(parsed(file), ({ type, argument }) => {
      if (type === 'SpreadElement' && (argument as Node).type === 'ObjectExpression') found.push(file.path)
    })
    return found
  })

test('no object is spread where its properties could be written', () => {
  expect(check(sources('src', 'commands', 'packages', 'test'))).toEqual([])
})

test('each of these would be found', () => {
  const found = (text: string) => check([{ path: 'src/a.ts', text }]).length
  expect(found('const a = { ...{ b, c }, d }')).toBe(1)
  expect(found('const a = { ...(b && { c }), ...d }')).toBe(0)
})

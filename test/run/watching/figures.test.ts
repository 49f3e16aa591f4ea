import { expect, test } from 'vitest'
import { figuresOf, tableFigures } from '../../../src/run/watching/figures.ts'

const table = (
  columns: readonly string[],
  rows: readonly (readonly (number | string | bigint | null)[])[],
  total?: number,
) => ({
  columns: columns.map((label) => ({ label })),
  rows,
  ...(total !== undefined && { total }),
})

test('a column of numbers has the first, sum, least and greatest of them; text is no figure', async () => {
  const read = await tableFigures(
    table(
      ['name', 'amount', 'big', 'mixed'],
      [
        ['a', 3, 10n, 1],
        ['b', null, '20', 'x'],
        ['c', -1, null, 2],
      ],
    ),
  )
  const figureOf = figuresOf({}, read)
  const of = (column: string) => (['first', 'sum', 'min', 'max'] as const).map((fold) => figureOf({ fold, column }))
  expect(of('amount')).toEqual([3, 2, -1, 3])
  expect(of('big')).toEqual([10, 30, 10, 20])
  expect(of('name')).toEqual([undefined, undefined, undefined, undefined])
  expect(of('mixed')).toEqual([undefined, undefined, undefined, undefined])
  expect([...read.columns.keys()]).toEqual(['amount', 'big'])
  expect(figureOf({ fact: 'rows' })).toBe(3)
})

test('a table without rows has no figure but their number; a fact is what the command declares', async () => {
  const read = await tableFigures(table(['amount'], []))
  const figureOf = figuresOf({ facts: { failing: 4, rows: 7 } }, read)
  expect(figureOf({ fold: 'sum', column: 'amount' })).toBeUndefined()
  expect(figureOf({ fact: 'failing' })).toBe(4)
  expect(figureOf({ fact: 'rows' })).toBe(7)
  expect(figureOf({ fact: 'toString' })).toBeUndefined()
  expect(figuresOf({}, read)({ fact: 'rows' })).toBe(0)
  expect(figuresOf({}, await tableFigures(table(['a'], [[1]], 500)))({ fact: 'rows' })).toBe(500)
})

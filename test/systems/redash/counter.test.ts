import { expect, test } from 'vitest'
import { counterOf } from '../../../src/systems/redash/describe/counter.ts'
import type { RunResult } from '../../../src/systems/redash/run/rows.ts'

const result: RunResult = {
  id: '1',
  columns: [{ name: 'n', title: 'n', type: 'integer', isHidden: false }],
  rows: [{ n: 1000 }, { n: 2000 }, { n: 3000 }],
  count: 3,
  retrievedAt: 0,
  isTruncated: false,
}
const counter = (options: object, of = result) =>
  counterOf({ type: 'COUNTER', options: { counterColName: 'n', ...options } }, of)

test.for<readonly [rowNumber: unknown, value: string | undefined]>([
  [undefined, '1,000'],
  [null, '1,000'],
  [1, '1,000'],
  [2, '2,000'],
  [0, '1,000'],
  [-1, '3,000'],
  [-3, '1,000'],
  ['2', '2,000'],
  ['-1', '3,000'],
  ['', '1,000'],
  ['first', '1,000'],
  [4, undefined],
  [-4, undefined],
])('row %j of a counter is %s', ([rowNumber, value]) => {
  expect(counter({ rowNumber })?.value).toBe(value)
  expect(counter({ targetColName: 'n', targetRowNumber: rowNumber })?.target).toBe(value)
})

test('a row from the end that was not kept has no figure', () => {
  const long = { ...result, count: 100 }
  expect(counter({ rowNumber: -1 }, long)).toBeUndefined()
  expect(counter({ rowNumber: -98 }, long)?.value).toBe('3,000')
})

test.for<readonly [prefix: unknown, suffix: unknown, value: string]>([
  ['€ ', undefined, '€ 1,000'],
  ['$', undefined, '$1,000'],
  [undefined, '%', '1,000%'],
  [undefined, ' orders', '1,000 orders'],
  ['  about ', ' orders ', 'about 1,000 orders'],
  [null, 5, '1,000'],
])('%j before and %j behind a counter: %s', ([stringPrefix, stringSuffix, value]) => {
  expect(counter({ stringPrefix, stringSuffix })?.value).toBe(value)
})

import { expect, test } from 'vitest'
import { clausesText } from '../../../src/command/clauses/clauses-text.ts'
import { findSource } from '../../../src/command/clauses/find-source.ts'
import { queryOf } from '../../../src/command/clauses/query-of.ts'
import type { QueryMember } from '../../../src/metric-query.ts'

const sources = [{ name: 'orders', also: ['All orders'] }, { name: 'users' }, { name: 'Users2', also: ['all ORDERS'] }]
const bare = { measures: ['count'], dimensions: [], where: [], segments: [], order: [] }

test.each([
  ['count from USERS', 'users'],
  ['count from ordrs', 'There is no table called “ordrs”. Did you mean “orders”?'],
  ['count from xyz', 'There is no table called “xyz”. There is “orders”, “users”, “Users2”.'],
  ['count from "all orders"', '“all orders” could be “orders”, “Users2”. Type its name.'],
  ['count by city', 'Which table? Say it after “from”: “orders”, “users”, “Users2”.'],
])('which source: %s', (text, means) => {
  const found = () => findSource(text, sources, 'table').name
  if (means.includes(' ')) expect(found).toThrow(means)
  else expect(found()).toBe(means)
})

test('the only source need not be named, and none is said to be there if there is none', () => {
  expect(findSource('count by city', [{ name: 'a' }], 'table').name).toBe('a')
  expect(() => findSource('count', [], 'table')).toThrow('There is no table here that you may ask about.')
})

test.each([
  ['count from orders', 'count from orders', ''],
  [
    'count from orders by city from 2026-11-01 to 2026-11-30',
    'count from orders by city from 2026-11-01 to 2026-11-30 of at',
    '',
  ],
  ['from orders count', '', 'I don’t understand “count” after “orders”. A value or name'],
  ['count from "orders" from today', 'count from orders since today of at', ''],
  ['count by city', 'count from orders by city', ''],
  ['count from orders from users', '', 'The line says what it is about (“from …”) twice.'],
  ['count from by city', '', 'I expected a name or a date after “from”, not “by”.'],
  ['count from', '', 'I expected a name or a date after “from”, but the line ends there.'],
])('with a source: %s', (text, means, refusal) => {
  const own: readonly QueryMember[] = [
    { name: 'count', kind: 'measure', type: 'number' },
    { name: 'city', kind: 'dimension', type: 'string' },
    { name: 'at', kind: 'dimension', type: 'time' },
  ]
  const asked = () => clausesText(queryOf(text, own, 'orders'))
  if (refusal !== '') return expect(asked).toThrow(refusal)
  expect(asked()).toBe(means)
  expect(clausesText(queryOf(asked(), own, 'orders'))).toBe(means)
  expect(findSource(asked(), sources, 'table').name).toBe('orders')
})

test('a source whose name is a word of the grammar is typed in quotes', () => {
  for (const name of ['today', 'by', 'Ads by region', 'top'])
    expect(findSource(clausesText({ ...bare, source: name }), [{ name }, { name: 'x' }], 'table').name).toBe(name)
})

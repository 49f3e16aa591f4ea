import { expect, onTestFinished, test } from 'vitest'
import { keys, startLens } from '../src/index.ts'

const moments = ['2026-10-31T23:59:59Z', '2026-11-01T00:00:00Z', '2026-11-01T12:00:00Z', '2026-11-02T00:00:00Z']

/** The regions of the sales that a filter keeps: of one sale at each moment, and one at no time. */
const kept = async (filter: object) => {
  const lens = await startLens()
  onTestFinished(() => lens.close())
  lens.state.hold = 0
  const sales = lens.state.tables.find(({ name }) => name === 'sales')
  if (!sales) throw new Error('there are no sales')
  const times = [...moments.map((one) => Date.parse(one)), null]
  const names = ['before', 'first', 'noon', 'next', null]
  sales.rows = times.map((sold_at, at) => ({ sold_at, region: names[at] ?? null }))
  const response = await fetch(`${lens.url}/v2/load`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: { dimensions: ['sales.region'], filters: [filter] } }),
  })
  const { data, error } = (await response.json()) as { data?: { 'sales.region': string | null }[]; error?: string }
  const found = data?.map((row) => row['sales.region'] ?? null)
  return found ? names.filter((name) => found.includes(name)).map((name) => name ?? 'none') : error
}
const day = ['2026-11-01', '2026-11-01']

test.for<readonly [operator: string, values: readonly string[], kept: readonly string[]]>([
  ['inDateRange', day, ['first', 'noon']],
  ['inDateRange', ['2026-10-31', '2026-11-01T00:00:00.000'], ['before', 'first']],
  ['notInDateRange', day, ['before', 'next']],
  ['onTheDate', ['2026-11-01'], ['first', 'noon']],
  // Cube compares with the first moment of a day.
  ['afterDate', ['2026-11-01'], ['noon', 'next']],
  ['afterOrOnDate', ['2026-11-01'], ['first', 'noon', 'next']],
  ['beforeDate', ['2026-11-01'], ['before']],
  ['beforeOrOnDate', ['2026-11-01'], ['before', 'first']],
  ['beforeOrOnDate', ['2026-11-01T12:00:00'], ['before', 'first', 'noon']],
])('%s %j', async ([operator, values, names]) => {
  expect(await kept({ member: 'sales.sold_at', operator, values })).toEqual(names)
})

test.for<readonly [operator: string, values: readonly string[], kept: readonly string[]]>([
  ['notStartsWith', ['N'], ['before', 'first', 'none']],
  ['notStartsWith', ['n', 'f'], ['before', 'none']],
  ['notEndsWith', ['T'], ['before', 'noon', 'none']],
])('%s %j', async ([operator, values, names]) => {
  expect(await kept({ member: 'sales.region', operator, values })).toEqual(names)
})

test('an operator that isn’t there is refused', async () => {
  expect(await kept({ member: 'sales.region', operator: 'measureFilter', values: ['1'] })).toMatch(
    /Operator measureFilter not supported for filter/,
  )
})

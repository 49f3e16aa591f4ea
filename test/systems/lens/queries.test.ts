import { describe, expect, test } from 'vitest'
import { questionIn } from '../../../src/command/clauses/question-in.ts'
import { UserError } from '../../../src/errors.ts'
import { stretchInWords } from '../../../src/systems/clock-text.ts'
import { askedQuery } from '../../../src/systems/lens/query/asked.ts'
import { singleQuery } from '../../../src/systems/lens/query/single-query.ts'
import { shownCell } from '../../../src/systems/lens/read/cells.ts'
import { graphqlRows } from '../../../src/systems/lens/read/graphql-rows.ts'
import { Meta } from '../../../src/systems/lens/shapes/index.ts'

const table = (name: string, connectedComponent: number | null) => ({
  name,
  connectedComponent,
  measures: [
    { name: `${name}.count`, type: 'number' },
    { name: `${name}.revenue`, type: 'number' },
  ],
  dimensions: [
    { name: `${name}.region`, type: 'string' },
    { name: `${name}.sold_at`, type: 'time' },
  ],
  segments: [{ name: `${name}.large` }],
})
const tables = Meta.parse({ tables: [table('sales', 1), table('customer', 1), table('lone', null)] })
const now = Date.UTC(2026, 10, 30, 13)

const asked = (text: string, zone = 'UTC') =>
  askedQuery(text, tables, zone, (all) => questionIn(text, all, { now, zone })).query
const refused = (work: () => unknown): string => {
  try {
    return `understood: ${JSON.stringify(work())}`
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

describe('a question in words is the query of Lens', () => {
  test.each<readonly [string, object]>([
    ['sales.count', { measures: ['sales.count'] }],
    ['sales.count by region', { measures: ['sales.count'], dimensions: ['sales.region'] }],
    [
      'sales.revenue per month last 30 days',
      {
        measures: ['sales.revenue'],
        timeDimensions: [
          {
            dimension: 'sales.sold_at',
            granularity: 'month',
            dateRange: ['2026-11-01T00:00:00.000', '2026-11-30T23:59:59.999'],
          },
        ],
      },
    ],
    [
      'sales.count since 2026-11-01',
      {
        measures: ['sales.count'],
        filters: [{ member: 'sales.sold_at', operator: 'afterOrOnDate', values: ['2026-11-01T00:00:00'] }],
      },
    ],
    [
      'sales.count per day until 2026-11-01',
      {
        measures: ['sales.count'],
        timeDimensions: [{ dimension: 'sales.sold_at', granularity: 'day' }],
        filters: [{ member: 'sales.sold_at', operator: 'beforeDate', values: ['2026-11-02T00:00:00'] }],
      },
    ],
    [
      'sales.count where sold_at after 2026-11-01 and region in (EU, US) and sales.revenue >= 5.50 and region is set',
      {
        measures: ['sales.count'],
        filters: [
          { member: 'sales.sold_at', operator: 'afterDate', values: ['2026-11-01'] },
          { member: 'sales.region', operator: 'equals', values: ['EU', 'US'] },
          { member: 'sales.revenue', operator: 'gte', values: ['5.50'] },
          { member: 'sales.region', operator: 'set' },
        ],
      },
    ],
    [
      'sales.count where sold_at = 2026-11-01 and sold_at is not 2026-11-02',
      {
        measures: ['sales.count'],
        filters: [
          { member: 'sales.sold_at', operator: 'inDateRange', values: ['2026-11-01', '2026-11-01'] },
          { member: 'sales.sold_at', operator: 'notInDateRange', values: ['2026-11-02', '2026-11-02'] },
        ],
      },
    ],
    [
      'sales.count by region segment sales.large top 3',
      {
        measures: ['sales.count'],
        dimensions: ['sales.region'],
        segments: ['sales.large'],
        order: [['sales.count', 'desc']],
        limit: 3,
      },
    ],
  ])('%s', (text, query) => expect(asked(text)).toEqual({ limit: 10_000, timezone: 'UTC', ...query }))

  test('days are those of the zone', () => {
    const query = asked('sales.count today', 'Pacific/Auckland')
    expect(query).toMatchObject({
      timezone: 'Pacific/Auckland',
      timeDimensions: [{ dateRange: ['2026-12-01T00:00:00.000', '2026-12-01T23:59:59.999'] }],
    })
  })
})

test.each([
  ['sales.count, lone.count', "“sales” and “lone” aren't joined in this Lens. Ask about one of them at a time."],
  ['sales.count limit 60000', 'Lens gives at most 50,000 rows; ask for fewer.'],
  ['sales.cuont', 'There is no measure called “sales.cuont”. Did you mean “sales.count”?'],
  ['{"measures":["sales.nope"]}', 'There is no “sales.nope” here. “/lens meta” shows what there is.'],
  ['{"measures":["sales.count"],"foo":1}', "Lens doesn't take this query: look at “the query”."],
  ['{"measures":["sales.count"],"limit":60000}', "Lens doesn't take this query: look at “limit”."],
  ['{"measures":["count"]}', "Lens doesn't take this query: look at “measures.0”."],
  ['{"measures":["sales.count"]', 'This begins with “{” and is not JSON. Type a query in words, or correct the JSON.'],
  ['{}', 'The query names no measure and no dimension.'],
  [
    '{"measures":["sales.count"],"filters":[{"or":[{"member":"sales.nope","operator":"set"}]}]}',
    'There is no “sales.nope” here. “/lens meta” shows what there is.',
  ],
])('%s is refused, and nothing is sent: %s', (text, sentence) => {
  expect(refused(() => asked(text))).toBe(sentence)
})

test('a query in JSON is sent as it is, with curly quotes too', () => {
  expect(asked('{“measures”: [“sales.count”], "limit": 5, "total": null}'.replace(', "total": null', ''))).toEqual({
    measures: ['sales.count'],
    limit: 5,
    timezone: 'UTC',
  })
})

describe('GraphQL', () => {
  test.each([
    '{ table { sales { count } } }',
    'query Q { table { sales { ...F } } } fragment F on SalesMembers { count }',
  ])('%s is one query', (text) => expect(singleQuery(text)).toBe(text))

  test('curly quotes are straight ones', () => {
    expect(singleQuery('{ table(where: {sales: {region: {equals: “EU”}}}) { sales { count } } }')).toContain('"EU"')
  })

  test.each([
    ['mutation { drop }', 'Only queries can be sent, and this is a mutation. Nothing was sent.'],
    ['subscription { rows }', 'Only queries can be sent, and this is a subscription. Nothing was sent.'],
    ['query A { a } mutation B { b }', 'Send one query at a time. Nothing was sent.'],
    ['{ a } { b }', 'Send one query at a time. Nothing was sent.'],
    ['fragment F on X { a }', 'Send one query at a time. Nothing was sent.'],
    ['{ a } type X { a: Int }', 'Only queries can be sent, and this defines types. Nothing was sent.'],
    [
      'query Q($a: Int) { a(b: $a) }',
      'A query with variables can’t be sent: write the values into it. Nothing was sent.',
    ],
    ['sales.count', "This isn’t a GraphQL query: “Syntax Error: Unexpected Name 'sales'.”. Nothing was sent."],
    ['', 'This isn’t a GraphQL query: “Syntax Error: Unexpected <EOF>.”. Nothing was sent.'],
  ])('%s is refused: %s', (text, sentence) => expect(refused(() => singleQuery(text))).toBe(sentence))

  test('text that is nested or long without end is refused too', () => {
    for (const text of [
      '{a'.repeat(2_000),
      'a '.repeat(2_000),
      '{ a(b: '.repeat(500),
      `{ a(b: "${'x'.repeat(3_000)}") }`,
    ])
      expect(refused(() => singleQuery(text))).toMatch(/^(This isn’t a GraphQL query|understood)/)
  })

  test('its data is rows, by the path to each value', () => {
    const data = { table: [{ sales: { revenue: 3062.5, sold_at: { month: '2024-02-01T00:00:00.000Z' } } }] }
    expect(graphqlRows(data)).toEqual({
      columns: ['sales.revenue', 'sales.sold_at.month'],
      rows: [[3062.5, '2024-02-01 00:00:00']],
    })
    expect(graphqlRows({ table: [] })).toEqual({ columns: [], rows: [] })
  })
})

test.each([
  ['31500.000000000000', 'number', undefined, '31500'],
  ['10070.50', 'number', undefined, '10070.5'],
  ['100', 'number', undefined, '100'],
  ['123456789012345678901234567890.123000', 'number', undefined, '123456789012345678901234567890.123'],
  ['-0.10', 'number', undefined, '-0.1'],
  ['1e5', 'number', undefined, '1e5'],
  [84.94, 'number', undefined, 84.94],
  [true, 'boolean', undefined, true],
  [null, 'number', undefined, null],
  ['2024-03-01T00:00:00.000', 'time', 'month', '2024-03'],
  ['2024-03-04T00:00:00.000', 'time', 'week', '2024-03-04'],
  ['2024-10-01T00:00:00.000', 'time', 'quarter', '2024-Q4'],
  ['2024-10-01T14:00:00.000', 'time', 'hour', '2024-10-01 14:00'],
  ['2024-10-01T14:05:06.000', 'time', undefined, '2024-10-01 14:05:06'],
  ['2024-10-01T14:05:06.120', 'time', undefined, '2024-10-01 14:05:06.120'],
  ['10.00', 'string', undefined, '10.00'],
  ['2024-10-01T14:05:06.000', 'string', undefined, '2024-10-01T14:05:06.000'],
] as const)('%j of the type %s by %s is shown as %j', (cell, type, grain, shown) => {
  expect(shownCell(cell, type, grain)).toBe(shown)
})

test.each([
  [{ from: '2026-11-01T00:00:00', until: '2026-12-01T00:00:00' }, '2026-11-01 to 2026-11-30 (UTC)'],
  [{ from: '2026-11-30T00:00:00', until: '2026-12-01T00:00:00' }, '2026-11-30 (UTC)'],
  [{ from: '2026-11-29T13:05:09', until: '2026-11-30T13:05:09' }, '2026-11-29 13:05 to 2026-11-30 13:05 (UTC)'],
  [{ from: '2026-11-01T00:00:00' }, 'since 2026-11-01 (UTC)'],
  [{ until: '2026-11-02T00:00:00' }, 'until 2026-11-01 (UTC)'],
])('%j is %s', (span, words) => expect(stretchInWords(span, 'UTC')).toBe(words))

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryOf } from '../../../src/command/clauses/query-of.ts'
import { UserError } from '../../../src/errors.ts'
import type { QueryMember } from '../../../src/metric-query.ts'
import { buildRequest } from '../../../src/systems/request.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { metricsTable } from '../../../src/systems/rill/metrics/columns.ts'
import { hasWildcards } from '../../../src/systems/rill/metrics/conditions.ts'
import { viewMembers } from '../../../src/systems/rill/metrics/members.ts'
import { metricsQuery } from '../../../src/systems/rill/metrics/metrics-query.ts'
import { runs } from '../../runs.ts'

const field = (name: string, title = name) => ({ name, title, description: '' })
const view = {
  name: 'ads',
  title: 'Ads',
  description: '',
  time: 'ts',
  dimensions: [field('publisher', 'Publisher'), field('size'), field('paid'), field('seen'), field('a.b')],
  measures: [field('bids', 'Total Bids'), field('price')],
  isValid: true,
}
const codes = {
  ts: 'TIMESTAMP',
  publisher: 'STRING',
  size: 'INT32',
  paid: 'BOOL',
  seen: 'DATE',
  bids: 'INT64',
  price: 'FLOAT64',
}
const schema = Object.entries(codes).map(([name, code]) => ({ name, type: { code: `CODE_${code}` } }))
const members = viewMembers(view, { schema: { fields: schema } })

const zone = 'Europe/Berlin'
const sent = (line: string, stretch?: { readonly from?: string; readonly until?: string }) => {
  const body = metricsQuery(queryOf(line, members, 'ads'), { view: 'ads', members, stretch, zone })
  // Only what the operation allows is built.
  const input = { body: { resolver: 'metrics', resolverProperties: body } }
  expect(() => buildRequest('https://rill.example/runtime', rill.operations.resolveMetrics, input)).not.toThrow()
  const { metrics_view, limit, time_zone, ...rest } = body
  expect([metrics_view, time_zone]).toEqual(['ads', zone])
  return { ...rest, ...(limit !== 10_000 && { limit }) }
}
const cond = (op: string, name: string, val: unknown) => ({ cond: { op, exprs: [{ name }, { val }] } })

test('what a view has is what a query may name, with the types of its schema', () => {
  const types = (members as readonly QueryMember[]).map(({ name, kind, type }) => `${kind} ${name} ${type ?? '-'}`)
  expect(types).toEqual([
    'measure bids number',
    'measure price number',
    'dimension publisher string',
    'dimension size number',
    'dimension paid boolean',
    'dimension seen -',
    'dimension ts time',
  ])
})

test.for<readonly [line: string, sent: object]>([
  ['bids by publisher', { dimensions: [{ name: 'publisher' }], measures: [{ name: 'bids' }] }],
  ['"total bids" from ads by Publisher', { dimensions: [{ name: 'publisher' }], measures: [{ name: 'bids' }] }],
  ['by publisher', { dimensions: [{ name: 'publisher' }] }],
  [
    'bids by publisher top 3',
    {
      dimensions: [{ name: 'publisher' }],
      measures: [{ name: 'bids' }],
      sort: [{ name: 'bids', desc: true }],
      limit: 3,
    },
  ],
  [
    'bids per day',
    {
      dimensions: [{ name: 'ts_day', compute: { time_floor: { dimension: 'ts', grain: 'day' } } }],
      measures: [{ name: 'bids' }],
      sort: [{ name: 'ts_day', desc: false }],
    },
  ],
  [
    'bids per month order by ts desc',
    {
      dimensions: [{ name: 'ts_month', compute: { time_floor: { dimension: 'ts', grain: 'month' } } }],
      measures: [{ name: 'bids' }],
      sort: [{ name: 'ts_month', desc: true }],
    },
  ],
  [
    'bids where publisher = "O\'Reilly; {{ --"',
    { measures: [{ name: 'bids' }], where: cond('eq', 'publisher', "O'Reilly; {{ --") },
  ],
  ['bids where publisher in (a, b)', { measures: [{ name: 'bids' }], where: cond('in', 'publisher', ['a', 'b']) }],
  ['bids where publisher not in (a, b)', { measures: [{ name: 'bids' }], where: cond('nin', 'publisher', ['a', 'b']) }],
  ['bids where publisher != a', { measures: [{ name: 'bids' }], where: cond('neq', 'publisher', 'a') }],
  ['bids where publisher contains oo', { measures: [{ name: 'bids' }], where: cond('ilike', 'publisher', '%oo%') }],
  ['bids where publisher starts with Go', { measures: [{ name: 'bids' }], where: cond('ilike', 'publisher', 'Go%') }],
  [
    "bids where publisher doesn't contain oo",
    { measures: [{ name: 'bids' }], where: cond('nilike', 'publisher', '%oo%') },
  ],
  ['bids where publisher is empty', { measures: [{ name: 'bids' }], where: cond('eq', 'publisher', null) }],
  ['bids where size >= 7.5', { measures: [{ name: 'bids' }], where: cond('gte', 'size', 7.5) }],
  ['bids where paid = no', { measures: [{ name: 'bids' }], where: cond('eq', 'paid', false) }],
  ['bids where bids > 3', { measures: [{ name: 'bids' }], having: cond('gt', 'bids', 3) }],
  [
    'bids where size between 1 and 2 and bids > 3',
    {
      measures: [{ name: 'bids' }],
      where: { cond: { op: 'and', exprs: [cond('gte', 'size', 1), cond('lte', 'size', 2)] } },
      having: cond('gt', 'bids', 3),
    },
  ],
])('%s', ([line, body]) => expect(sent(line)).toEqual(body))

test.for<readonly [from: string | undefined, until: string | undefined, range: object]>([
  ['2026-11-01T00:00:00', '2026-12-01T00:00:00', { start: '2026-10-31T23:00:00Z', end: '2026-11-30T23:00:00Z' }],
  ['2026-07-01T00:00:00', undefined, { start: '2026-06-30T22:00:00Z', end: '9999-12-31T23:59:59Z' }],
  [undefined, '2026-07-01T00:00:00', { start: '0001-01-01T00:00:00Z', end: '2026-06-30T22:00:00Z' }],
])('from %s until %s, on the clock of the zone', ([from, until, range]) =>
  expect(sent('bids', { ...(from && { from }), ...(until && { until }) })).toMatchObject({ time_range: range }),
)

test.for([
  ['clicks', 'There is no measure called “clicks”'],
  ['bidz', 'Did you mean “bids”?'],
  ['publisher', '“publisher” is a dimension, not a measure. Put it after “by”.'],
  ['bids by bids', '“bids” is a measure, and “by” takes a dimension.'],
  ['bids where ts > 2026-11-01', 'say it without “where”'],
  ['bids where price > 3', 'To compare “price”, show it too'],
  ['bids where size = 90071992547409931', 'too large to be compared exactly'],
  ['bids limit 10001', 'at most 10,000 rows'],
  ['bids last 7 days of seen', '“seen” is no time dimension.'],
  ['bids segment x', 'There is no segment called “x”'],
] as const)('%s is refused', ([line, says]) => expect(() => sent(line)).toThrow(says))

test('a part of a text with a sign of LIKE is said to match more', () => {
  const asks = (line: string) => hasWildcards(queryOf(line, members, 'ads').where)
  expect(asks('bids where publisher contains a_b')).toBe(true)
  expect(asks('bids where publisher ends with 5%')).toBe(true)
  expect(asks('bids where publisher contains ab')).toBe(false)
  expect(asks('bids where publisher = a_b')).toBe(false)
})

test('columns come in the order of the schema, with their names, units and types, and time on the clock of the zone', () => {
  const query = queryOf('bids, price by publisher per day', members, 'ads')
  const named = (name: string, title: string, format = '') => ({ name, display_name: title, format_preset: format })
  const head = {
    meta: {
      fields: [named('publisher', 'Publisher'), named('bids', 'Total Bids'), named('price', 'Price', 'currency_usd')],
    },
    schema: {
      fields: [
        { name: 'ts_day', type: { code: 'CODE_TIMESTAMP' } },
        { name: 'publisher', type: { code: 'CODE_STRING' } },
        { name: 'bids', type: { code: 'CODE_INT64' } },
        { name: 'price', type: { code: 'CODE_FLOAT64' } },
      ],
    },
  }
  const rows = [
    { bids: '9007199254740993', price: 4.89999999, publisher: 'A', ts_day: '2026-11-29T23:00:00Z' },
    { bids: 3, price: null, publisher: null, ts_day: '2026-10-24T22:00:00Z' },
  ]
  expect(metricsTable(query, head, rows, zone)).toEqual({
    columns: [
      { label: 'Day', type: 'date' },
      { label: 'Publisher', type: 'text' },
      { label: 'Total Bids', type: 'integer' },
      { label: 'Price (USD)' },
    ],
    rows: [
      ['2026-11-30', 'A', '9007199254740993', 4.89999999],
      ['2026-10-25', null, 3, null],
    ],
  })
})

test('figures that rounding would make 0 are shown whole', () => {
  const query = queryOf('price', members, 'ads')
  const head = { meta: null, schema: { fields: [{ name: 'price', type: { code: 'CODE_FLOAT64' } }] } }
  expect(metricsTable(query, head, [{ price: 0.004 }], zone).columns).toEqual([{ label: 'price', type: 'decimal' }])
})

/** Every name that a body sends, and every value. */
const namesIn = (body: unknown): readonly string[] =>
  typeof body !== 'object' || body === null
    ? []
    : Object.entries(body).flatMap(([key, one]) => [
        ...(['name', 'dimension'].includes(key) ? [String(one)] : []),
        ...namesIn(one),
      ])
const valuesIn = (body: unknown): readonly unknown[] =>
  typeof body !== 'object' || body === null
    ? []
    : Object.entries(body).flatMap(([key, one]) => (key === 'val' ? [one].flat() : valuesIn(one)))

test('whatever is typed, only names of the view are sent, and what else was typed is a value and nothing more', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'bids',
      'price',
      'publisher',
      'size',
      'ts',
      'by',
      'per',
      'day',
      'where',
      'and',
      '=',
      '>',
      'in',
      '(',
      ')',
      ',',
    ),
    fc.constantFrom(
      'top',
      '3',
      'last',
      '7',
      'days',
      'from',
      'ads',
      'order',
      'contains',
      'is',
      'set',
      'publisher = x',
      'bids by publisher',
    ),
    fc.constantFrom(
      "x' OR '1'='1",
      '{{ .user.admin }}',
      'rows:true',
      '..%2F',
      '1e6',
      '--',
      ';',
      '"; DROP"',
      '\u202e',
      '🚢',
      'null',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )
  const counts = { sent: 0, refused: 0 }
  const known = [...members.map(({ name }) => name), /^ts_(?:second|minute|hour|day|week|month|quarter|year)$/]
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      let body: object
      try {
        body = sent(`bids ${pieces.join(' ')}`)
      } catch (error) {
        if (!(error instanceof UserError)) throw error
        counts.refused += 1
        return
      }
      counts.sent += 1
      for (const name of namesIn(body))
        expect(
          known.some((one) => (typeof one === 'string' ? one === name : one.test(name))),
          name,
        ).toBe(true)
      for (const key of Object.keys(body))
        expect(['dimensions', 'measures', 'where', 'having', 'sort', 'limit', 'time_range']).toContain(key)
      for (const value of valuesIn(body)) expect(['string', 'number', 'boolean', 'object']).toContain(typeof value)
    }),
    { numRuns: runs(1_000, 10_000) },
  )
  expect(Math.min(counts.sent, counts.refused)).toBeGreaterThan(20)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clausesText } from '../../../src/command/clauses/clauses-text.ts'
import { queryOf } from '../../../src/command/clauses/query-of.ts'
import { spanOf } from '../../../src/command/clauses/span-of.ts'
import { UserError } from '../../../src/errors.ts'
import { grains, type MemberCondition, type MetricQuery, type Period } from '../../../src/metric-query.ts'
import { runs } from '../../runs.ts'
import { members } from './members.ts'

const namesOf = (fits: (member: (typeof members)[number]) => boolean) => members.filter(fits).map(({ name }) => name)
const measures = namesOf(({ kind }) => kind === 'measure')
const dimensions = namesOf(({ kind, type }) => kind === 'dimension' && type !== 'time')
const times = namesOf(({ type }) => type === 'time')
const texts = namesOf(({ kind, type }) => kind === 'dimension' && type === 'string')

/** Texts that a line can hold, among them all that the grammar means something by. */
const value = fc.oneof(
  fc.constantFrom('by', 'and', 'Top', 'New York', "O'Brien", 'x = y', 'a, b', '(', '"', '”', '', ' ', '.', 'a.', '-5'),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const typable = value.filter((text) => !/[\u0000-\u001f\u007f-\u009f]/.test(text) && !/["“”„‟＂]/.test(text))

const digits = fc.integer({ min: -9_999, max: 9_999 }).map(String)
const condition: fc.Arbitrary<MemberCondition> = fc.oneof(
  fc.record({
    member: fc.constantFrom(...texts),
    comparison: fc.constantFrom('equals' as const, 'notEquals' as const),
    values: fc.array(typable, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    member: fc.constantFrom(...texts),
    comparison: fc.constantFrom(
      'contains' as const,
      'notContains' as const,
      'startsWith' as const,
      'endsWith' as const,
    ),
    values: typable.map((text) => [text]),
  }),
  fc.record({
    member: fc.constantFrom(...measures),
    comparison: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    values: digits.map((text) => [text]),
  }),
  fc.record({
    member: fc.constantFrom(...dimensions),
    comparison: fc.constantFrom('set' as const, 'notSet' as const),
    values: fc.constant([]),
  }),
)

const day = fc.constantFrom(
  '2026',
  '2026-02',
  '2026-02-28',
  '2026-02-28T08:15',
  '2026-02-28T08:15:01',
  'today',
  'yesterday',
)
const grain = fc.constantFrom(...grains)
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ kind: fc.constant('last' as const), count: fc.integer({ min: 1, max: 10_000 }), unit: grain }),
  fc.record({ kind: fc.constantFrom('previous' as const, 'current' as const), unit: grain }),
  fc.record({ kind: fc.constant('dates' as const), from: day, to: day }),
  fc.record({ kind: fc.constant('dates' as const), from: day }),
  fc.record({ kind: fc.constant('dates' as const), to: day }),
)

const query: fc.Arbitrary<MetricQuery> = fc
  .record({
    measures: fc.uniqueArray(fc.constantFrom(...measures), { minLength: 1, maxLength: 3 }),
    dimensions: fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 3 }),
    time: fc.option(
      fc
        .record({ dimension: fc.constantFrom(...times), grain, period }, { requiredKeys: ['dimension'] })
        .filter((time) => time.grain !== undefined || time.period !== undefined),
      { nil: undefined },
    ),
    where: fc.array(condition, { maxLength: 3 }),
    segments: fc.constantFrom([], ['orders.large']),
    limit: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    descending: fc.boolean(),
  })
  .map(({ descending, limit, time, ...rest }) => ({
    ...rest,
    ...(time && { time }),
    ...(limit !== undefined && { limit }),
    order: [...rest.measures, ...rest.dimensions].slice(1).map((member) => ({ member, descending })),
  }))

test('a query that is written out and read again is the same query', () => {
  fc.assert(
    fc.property(query, (one) => {
      expect(queryOf(clausesText(one), members)).toEqual(one)
    }),
    { numRuns: runs(500, 50_000) },
  )
})

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...['by', 'per', 'day', 'last', '30', 'where', 'in', '(', ')', ',', '=', '>=', 'and', 'or', 'is', 'not'],
    ),
    fc.constantFrom(
      ...['orders.count', 'status', 'top', 'order', 'of', 'since', '2026-11', '"', '”', '.', 'segment', 'large'],
    ),
    value,
  ),
  { maxLength: 20 },
)

test('any text is a query or is refused in a sentence, and what is understood can be written out', () => {
  fc.assert(
    fc.property(pieces, fc.constantFrom(' ', ''), (parts, gap) => {
      let read: MetricQuery
      try {
        read = queryOf(parts.join(gap), members)
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
        expect((error as UserError).message).toMatch(/[.?]$/)
        return
      }
      expect(clausesText(queryOf(clausesText(read), members))).toBe(clausesText(read))
      if (read.time?.period === undefined) return
      try {
        spanOf(read.time.period, { now: Date.UTC(2026, 10, 30), zone: 'UTC' })
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
      }
    }),
    { numRuns: runs(500, 50_000) },
  )
})

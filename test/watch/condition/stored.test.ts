import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresIn, figuresOf, keptFigures, tableFigures } from '../../../src/run/watching/figures.ts'
import { clausesIn } from '../../../src/run/watching/watched.ts'
import type { Measure } from '../../../src/watch/condition/condition.ts'
import { missingIn, truthOf } from '../../../src/watch/condition/truth.ts'
import { clausesOf } from '../../../src/watch/line/watch-text.ts'
import { runs } from '../../runs.ts'
import { anyCondition, anyWhen } from './conditions.ts'

/** Names that an object of JavaScript has without anybody having put them there, beside a usual one. */
const name = fc.constantFrom(
  ...['failing', 'rows', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'],
)
const measure: fc.Arbitrary<Measure> = fc.oneof(
  name.map((fact) => ({ fact })),
  fc.record({ fold: fc.constantFrom('first' as const, 'sum' as const, 'min' as const, 'max' as const), column: name }),
)
const cell = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.constantFrom('3', '-1.5', ' ', 'x', '1e999', '0x10', null, undefined, Number.NaN, 7n),
)
const answer = fc.record({
  facts: fc.dictionary(name, fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom('a', null))),
  labels: fc.uniqueArray(name, { maxLength: 4 }),
  rows: fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 5 }),
})

const tableOf = ({
  labels,
  rows,
}: {
  readonly labels: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}) =>
  tableFigures({
    columns: labels.map((label) => ({ label, type: 'number' })),
    rows: (async function* () {
      yield* rows
    })(),
  } as unknown as Parameters<typeof tableFigures>[0])

test('of any answer each figure is a number, a text or missing, and no name is found that nobody put there', async () => {
  await fc.assert(
    fc.asyncProperty(answer, measure, async (given, one) => {
      const is = figuresOf(given, await tableOf(given))(one)
      expect(['number', 'string', 'undefined', 'object']).toContain(typeof is)
      expect(typeof is === 'object' ? is : null).toBeNull()
      if (typeof is === 'number') expect(Number.isFinite(is)).toBe(true)
      const isThere =
        'fact' in one ? Object.hasOwn(given.facts, one.fact) || one.fact === 'rows' : given.labels.includes(one.column)
      if (!isThere) expect(is).toBeUndefined()
    }),
    { numRuns: runs(200, 5_000) },
  )
})

test('of a column with numbers alone the folds are those that a naive sum over its rows gives', async () => {
  const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(numbers, async (column) => {
      const table = await tableOf({ labels: ['failing'], rows: column.map((one) => [String(one)]) })
      const fold = (kind: 'first' | 'sum' | 'min' | 'max') => figuresOf({}, table)({ fold: kind, column: 'failing' })
      expect([fold('first'), fold('sum'), fold('min'), fold('max')]).toEqual([
        column[0],
        column.reduce((sum, one) => sum + one, 0),
        Math.min(...column),
        Math.max(...column),
      ])
      expect(figuresOf({}, table)({ fact: 'rows' })).toBe(column.length)
    }),
    { numRuns: runs(100, 2_000) },
  )
})

test('what is stored of a reading says the same of its condition as the reading did', async () => {
  await fc.assert(
    fc.asyncProperty(answer, anyCondition(measure, fc.integer({ min: -5, max: 5 })), async (given, condition) => {
      const figureOf = figuresOf(given, await tableOf(given))
      const stored = JSON.parse(JSON.stringify(figuresIn(condition, figureOf))) as ReturnType<typeof figuresIn>
      expect(truthOf(condition, keptFigures(stored))).toBe(truthOf(condition, figureOf))
      expect(missingIn(condition, keptFigures(stored))).toEqual(missingIn(condition, figureOf))
    }),
    { numRuns: runs(200, 5_000) },
  )
})

test('the clauses of a watch are stored as text and understood again as the same', () => {
  fc.assert(
    fc.property(
      anyWhen,
      fc.constantFrom({ every: 5 }, { every: 90 }, { days: [1, 2, 3, 4, 5], at: 540 }, { days: [7], at: 0 }),
      fc.option(fc.record({ group: fc.constantFrom('oncall', 'ops.linux', 'always'), always: fc.boolean() })),
      fc.constantFrom(undefined, 'skip' as const),
      (when, schedule, ping, missed) => {
        const clauses = { schedule, posts: { when }, ...(ping && { ping }), ...(missed && { missed }) }
        expect(clausesIn(clausesOf(clauses))).toEqual(clauses)
      },
    ),
    { numRuns: runs(300, 5_000) },
  )
})

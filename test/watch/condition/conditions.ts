import fc from 'fast-check'
import { Cursor } from '../../../src/command/clauses/cursor.ts'
import { closersOf } from '../../../src/command/quotes.ts'
import { unseen } from '../../../src/command/unseen.ts'
import type { Condition, Hold, Measure, Test, When } from '../../../src/watch/condition/condition.ts'
import { readWhen } from '../../../src/watch/condition/read-when.ts'

/** Names of figures, among them all that the grammar means something by, and texts that a line can hold. */
const name = fc
  .oneof(
    fc.constantFrom('failing', 'silent', 'rows', 'nonCompliant', 'orders.count', 'first', 'sum', 'max', 'and', 'for'),
    fc.constantFrom(
      'until',
      'when',
      'is',
      'at',
      '10',
      '>',
      'a b',
      "it's",
      '“',
      '`x`',
      '.',
      'x.',
      'constructor',
      '_for_',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  )
  // No line can hold what cannot be seen.
  .filter((text) => unseen(text) === undefined)

const typable = name.filter((text) =>
  [...'"\'`«'].some((open) => ![...(closersOf(open) ?? '')].some((one) => text.includes(one))),
)

export const anyMeasure: fc.Arbitrary<Measure> = fc.oneof(
  typable.map((fact) => ({ fact })),
  fc.record({
    fold: fc.constantFrom('first' as const, 'sum' as const, 'min' as const, 'max' as const),
    column: typable,
  }),
)

export const anyNumber = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }),
  fc.integer({ min: -999_999, max: 999_999 }).map((n) => n / 1e3),
  fc.constantFrom(0, 999_999_999_999_999, -999_999_999_999_999),
)

const test = (measure: fc.Arbitrary<Measure>, value: fc.Arbitrary<number | string>): fc.Arbitrary<Test> =>
  fc.record({ measure, relation: fc.constantFrom('>', '>=', '<', '<=', '=', '!='), value })

/** Conditions of up to two levels; a group has no part of its own kind. */
export const anyCondition = (
  measure: fc.Arbitrary<Measure> = anyMeasure,
  value: fc.Arbitrary<number | string> = fc.oneof(anyNumber, typable),
): fc.Arbitrary<Condition> => {
  const one = test(measure, value)
  const two = { minLength: 2, maxLength: 3 }
  const all = fc.array(one, two).map((parts) => ({ all: parts }))
  const any = fc.array(one, two).map((parts) => ({ any: parts }))
  return fc.oneof(
    one,
    all,
    any,
    fc.array(fc.oneof(one, any), two).map((parts) => ({ all: parts })),
    fc.array(fc.oneof(one, all), two).map((parts) => ({ any: parts })),
  )
}

const hold: fc.Arbitrary<Hold> = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((readings) => ({ readings })),
  fc.integer({ min: 1, max: 366 * 1_440 }).map((minutes) => ({ ms: minutes * 60_000 })),
)

const same = (a: Hold | undefined, b: Hold | undefined) => JSON.stringify(a) === JSON.stringify(b)

/** What may follow `when`, with one figure or several. */
export const anyWhen: fc.Arbitrary<When> = fc
  .tuple(fc.option(anyMeasure), fc.option(hold), fc.option(hold), fc.boolean())
  .chain(([only, first, second, hasUntil]) => {
    const condition = only === null ? anyCondition() : anyCondition(fc.constant(only))
    return fc.tuple(condition, condition).map(([raise, until]) => ({
      raise,
      ...(first && { hold: first }),
      ...(hasUntil && { until }),
      ...(hasUntil && first && second && !same(first, second) && { untilHold: second }),
    }))
  })

/** Reads a whole text as what follows `when`. */
export const readAll = (text: string): When => {
  const cursor = new Cursor(text)
  const when = readWhen(cursor)
  if (cursor.next !== undefined) throw cursor.wanted('the end')
  return when
}

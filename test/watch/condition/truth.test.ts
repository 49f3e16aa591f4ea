import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Figure } from '../../../src/message/message.ts'
import { closingOf, isBack } from '../../../src/watch/condition/closing.ts'
import { type Condition, type Measure, measureKey, type Test } from '../../../src/watch/condition/condition.ts'
import { missingIn, truthOf } from '../../../src/watch/condition/truth.ts'
import { runs } from '../../runs.ts'
import { anyCondition, anyNumber, readAll } from './conditions.ts'

const names = ['failing', 'silent', 'rows'] as const
const measure = fc.constantFrom<Measure>(...names.map((fact) => ({ fact })), { fold: 'sum', column: 'amount' })
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'b'))
const figure: fc.Arbitrary<Figure | undefined> = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('a', 'b', null, undefined, Number.NaN, Number.POSITIVE_INFINITY),
)
const answer = fc.record({ failing: figure, silent: figure, rows: figure, amount: figure })
type AnyAnswer = Readonly<Record<string, Figure | undefined>>

const figureIn = (given: AnyAnswer) => (one: Measure) => given['fact' in one ? one.fact : one.column]

/** The truth of a comparison as the field means it: 1 true, 0 false, ½ neither. */
const truth = ({ measure: one, relation, value: threshold }: Test, given: AnyAnswer): number => {
  const [is, at] = [figureIn(given)(one), threshold]
  const fits = typeof is === typeof at && is !== null && (typeof is !== 'number' || Number.isFinite(is))
  if (!fits || is === undefined || is === null) return 0.5
  const ordered: Record<string, boolean> = { '>': is > at, '<': is < at, '>=': !(is < at), '<=': !(is > at) }
  if (relation === '=' || relation === '!=') return Number((is === at) === (relation === '='))
  return typeof is === 'string' ? 0.5 : Number(ordered[relation])
}

const naive = (condition: Condition, given: AnyAnswer): number => {
  if ('measure' in condition) return truth(condition, given)
  if ('any' in condition) return Math.max(...condition.any.map((part) => naive(part, given)))
  return Math.min(...condition.all.map((part) => naive(part, given)))
}

const read = (truth: number) => (truth === 0.5 ? undefined : truth === 1)

test('a condition holds as the least of what is joined by “and” and the most of what is joined by “or” says', () => {
  fc.assert(
    fc.property(anyCondition(measure, value), answer, (condition, given) => {
      expect(truthOf(condition, figureIn(given))).toBe(read(naive(condition, given)))
    }),
    { numRuns: runs(500, 20_000) },
  )
})

test('what is neither true nor false lacks a figure, which is named', () => {
  fc.assert(
    fc.property(anyCondition(measure, value), answer, (condition, given) => {
      const missing = missingIn(condition, figureIn(given))
      if (truthOf(condition, figureIn(given)) === undefined) expect(missing).not.toEqual([])
      expect(new Set(missing.map(measureKey)).size).toBe(missing.length)
    }),
    { numRuns: runs(300, 10_000) },
  )
  const when = readAll('failing > 3 or silent > 3 and rows > 0')
  expect(missingIn(when.raise, figureIn({ failing: 1, silent: null }))).toEqual([{ fact: 'silent' }, { fact: 'rows' }])
})

const units = fc.constantFrom('count' as const, 'percent' as const)

test('no figure both raises an alert and closes it', () => {
  const until = fc.option(anyCondition(measure, anyNumber))
  fc.assert(
    fc.property(anyCondition(measure, anyNumber), until, units, answer, (raise, until, unit, given) => {
      const closing = closingOf({ raise, ...(until && { until }) }, () => unit)
      const [isRaised, isOver] = [truthOf(raise, figureIn(given)), isBack(raise, closing, figureIn(given))]
      expect(isRaised === true && isOver === true).toBe(false)
    }),
    { numRuns: runs(500, 20_000) },
  )
})

test('what closes by itself does not hold of what raises', () => {
  fc.assert(
    fc.property(anyCondition(measure, fc.integer({ min: 0, max: 100 })), units, answer, (raise, unit, given) => {
      const closing = closingOf({ raise }, () => unit)
      expect(truthOf({ all: [raise, closing] }, figureIn(given))).not.toBe(true)
    }),
    { numRuns: runs(500, 20_000) },
  )
})

const closes = (typed: string, unit: 'count' | 'percent' = 'count') => {
  const { raise } = readAll(typed)
  const closing = closingOf({ raise }, () => unit)
  return [...Array(201).keys()].map((step) => step / 2).filter((is) => isBack(raise, closing, () => is) === true)
}

test('an alert is over 30% back', () => {
  expect(Math.max(...closes('failing > 10'))).toBe(7)
  expect(Math.max(...closes('failing >= 10'))).toBe(7)
  expect(closes('failing > 0')).toEqual([0])
  expect(closes('failing > 1')).toEqual([0, 0.5])
  expect(closes('failing >= 1')).toEqual([0, 0.5])
  expect(Math.min(...closes('value < 50'))).toBe(65)
  expect(Math.min(...closes('compliance < 95', 'percent'))).toBe(96.5)
  expect(closes('compliance < 100', 'percent')).toEqual([100])
  expect(closes('failing = 3')).not.toContain(3)
  expect(closes('failing != 3')).toEqual([3])
})

import { figure } from '../../message/figures.ts'
import { literal } from '../../message/literal.ts'
import type { Figure } from '../../message/message.ts'
import {
  type Condition,
  type Measure,
  type Test,
  testsOf,
  type WatchOperator,
} from '../../watch/condition/condition.ts'
import { type Offer, unitOf } from '../../watch/condition/fit.ts'
import { type FigureOf, truthOf } from '../../watch/condition/truth.ts'

const beyond: Readonly<Record<WatchOperator, string>> = {
  '>': 'over',
  '>=': 'at least',
  '<': 'under',
  '<=': 'at most',
  '=': 'is',
  '!=': 'is not',
}

/** The same of a comparison that doesn't hold. */
const within: Readonly<Record<WatchOperator, string>> = {
  '>': 'not over',
  '>=': 'under',
  '<': 'not under',
  '<=': 'over',
  '=': "isn't",
  '!=': 'is',
}

/** What is looked at, in words: `failing`, `sum of amount`. */
export const measureWords = (measure: Measure): string =>
  'fact' in measure ? literal(measure.fact, 60) : `${measure.fold} of ${literal(measure.column, 60)}`

/** A figure with its unit, if it is a percentage. */
export const withUnit = (value: Figure | undefined, test: Test, offer: Offer): string =>
  typeof value === 'number' && unitOf(test, offer) === 'percent' ? `${figure(value)}%` : figure(value)

/** `failing 19 (over 10)`, `failing 8 (not over 10)`, and of a text `mode enforce (is not audit)`. */
const testWords = (test: Test, figureOf: FigureOf, offer: Offer): string => {
  const { measure, relation, value } = test
  const now = withUnit(figureOf(measure), test, offer)
  const words = truthOf(test, figureOf) === false ? within : beyond
  return `${measureWords(measure)} ${now} (${words[relation]} ${withUnit(value, test, offer)})`
}

/** The comparisons of a condition that hold, else all of them. */
export const heldTests = (condition: Condition, figureOf: FigureOf): readonly Test[] => {
  const tests = testsOf(condition)
  const held = tests.filter((test) => truthOf(test, figureOf) === true)
  return held.length > 0 ? held : tests
}

/** The same in words. */
export const raisedWords = (condition: Condition, figureOf: FigureOf, offer: Offer): string =>
  heldTests(condition, figureOf)
    .map((test) => testWords(test, figureOf, offer))
    .join(', ')

/** What became of the figures of a condition: `failing 19 → 2`; only the figure if it is the same. */
export const changeWords = (condition: Condition, before: FigureOf, after: FigureOf, offer: Offer): string => {
  const seen = new Set<string>()
  return testsOf(condition)
    .flatMap((test) => {
      const name = measureWords(test.measure)
      if (seen.has(name)) return []
      seen.add(name)
      const [from, to] = [withUnit(before(test.measure), test, offer), withUnit(after(test.measure), test, offer)]
      return [from === to ? `${name} ${to}` : `${name} ${from} → ${to}`]
    })
    .join(', ')
}

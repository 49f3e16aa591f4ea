import { isBack } from '../condition/closing.ts'
import { type Condition, type Test, testsOf, type When } from '../condition/condition.ts'
import { closingFor, type Offer, unitOf } from '../condition/fit.ts'
import { type FigureOf, truthOf } from '../condition/truth.ts'
import type { Severity } from './worse.ts'

/** What one answer means for an alert. */
export interface Judgement {
  /** Whether the condition holds; undefined if a figure that it depends on is missing. */
  readonly raises: boolean | undefined
  /** Whether it is back far enough for the alert to be over. */
  readonly closes: boolean | undefined
  /** Of each comparison; null if it has no figure, or is no matter of more or less. */
  readonly severities: readonly (Severity | null)[]
}

/** How bad a figure is: itself if it is too high; how much is missing if it is too low. */
const badness = ({ relation, value }: Test, figure: number, isPercent: boolean): number | null => {
  if (typeof value !== 'number') return null
  if (relation === '>' || relation === '>=') return value >= 0 ? figure : figure - value
  if (relation === '<' || relation === '<=') return isPercent ? 100 - figure : value - figure
  return null
}

const severityOf = (test: Test, figureOf: FigureOf, offer: Offer): Severity | null => {
  const figure = figureOf(test.measure)
  const holds = truthOf(test, figureOf)
  if (typeof figure !== 'number' || holds === undefined) return null
  const bad = badness(test, figure, unitOf(test, offer) === 'percent')
  return bad === null ? null : { bad, holds }
}

/** Judges an answer by a condition that fits it. */
export const judgementOf = (when: When, offer: Offer, figureOf: FigureOf): Judgement => {
  const closing: Condition = closingFor(when, offer)
  return {
    raises: truthOf(when.raise, figureOf),
    closes: isBack(when.raise, closing, figureOf),
    severities: testsOf(when.raise).map((test) => severityOf(test, figureOf, offer)),
  }
}

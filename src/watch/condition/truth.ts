import type { Figure } from '../../message/message.ts'
import { type Condition, type Measure, type Test, testsOf } from './condition.ts'

/** The figure of a measure in one answer; null or undefined where the answer has none. */
export type FigureOf = (measure: Measure) => Figure | undefined

const compared = ({ relation, value }: Test, figure: Figure | undefined): boolean | undefined => {
  if (typeof value === 'string') {
    if (typeof figure !== 'string') return undefined
    if (relation === '=') return figure === value
    return relation === '!=' ? figure !== value : undefined
  }
  if (typeof figure !== 'number' || !Number.isFinite(figure)) return undefined
  switch (relation) {
    case '>':
      return figure > value
    case '>=':
      return figure >= value
    case '<':
      return figure < value
    case '<=':
      return figure <= value
    case '=':
      return figure === value
    case '!=':
      return figure !== value
  }
}

/**
 * Whether a condition holds of an answer. A comparison without a figure is neither true nor false; the whole is undefined
 * where it depends on such a one.
 */
export const truthOf = (condition: Condition, figureOf: FigureOf): boolean | undefined => {
  if ('measure' in condition) return compared(condition, figureOf(condition.measure))
  const decisive = 'any' in condition
  const parts = ('any' in condition ? condition.any : condition.all).map((part) => truthOf(part, figureOf))
  if (parts.includes(decisive)) return decisive
  return parts.includes(undefined) ? undefined : !decisive
}

/** The measures of a condition that have no usable figure in an answer, each once. */
export const missingIn = (condition: Condition, figureOf: FigureOf): readonly Measure[] => {
  const missing = testsOf(condition).filter((test) => compared(test, figureOf(test.measure)) === undefined)
  return [...new Map(missing.map(({ measure }) => [JSON.stringify(measure), measure])).values()]
}

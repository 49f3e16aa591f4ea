import { loose } from '../../command/loose.ts'
import { nearestWord } from '../../command/nearest.ts'
import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { Unit } from '../../message/message.ts'
import { quoted } from '../../quoted.ts'
import { closingOf } from './closing.ts'
import { type Condition, folds, type Measure, onlyMeasure, type Test, testsOf, type When } from './condition.ts'
import { truthOf } from './truth.ts'
import { conditionText, measureText } from './when-text.ts'

/** What an answer offers to conditions. */
export interface Offer {
  /** Its declared facts. */
  readonly facts: Readonly<Record<string, Unit>>
  /** True if it has a table, whose columns may be known only when it is read. */
  readonly table?: boolean
  /** The columns of numbers of the table, if they are known. */
  readonly columns?: readonly string[]
}

const said = (text: string): string => quoted(literal(text, 60))

const factNames = ({ facts, table }: Offer): readonly string[] => {
  const names = Object.keys(facts)
  return table && !names.includes('rows') ? [...names, 'rows'] : names
}

const called = (typed: string, names: readonly string[]): string | undefined =>
  names.find((name) => name === typed) ?? names.find((name) => loose(name) === loose(typed))

const missing = (what: string, typed: string, names: readonly string[]): UserError => {
  if (names.length === 0) return new UserError(`There is no ${what} called ${said(typed)}: this answer has none.`)
  const near = nearestWord(typed.slice(0, 100), names)
  const shown = names.slice(0, 10).map((name) => literal(name, 60))
  const more = names.length > shown.length ? `, and ${names.length - shown.length} more` : ''
  const hint = near === undefined ? '' : ` Did you mean ${said(near)}?`
  return new UserError(`There is no ${what} called ${said(typed)}.${hint} You can use: ${shown.join(', ')}${more}.`)
}

const fitMeasure = (measure: Measure, offer: Offer): Measure => {
  if ('fact' in measure) {
    const names = factNames(offer)
    const fact = called(measure.fact, names)
    if (fact !== undefined) return { fact }
    const column = called(measure.fact, offer.columns ?? [])
    if (column !== undefined)
      throw new UserError(
        `${said(measure.fact)} is a column. Say what to take of it: ${folds.map((fold) => measureText({ fold, column })).join(', ')}.`,
      )
    throw missing('figure', measure.fact, names)
  }
  if (!offer.table)
    throw new UserError(`${quoted(measure.fold)} takes a column of a table, and this answer has no table.`)
  if (offer.columns === undefined) return measure
  const column = called(measure.column, offer.columns)
  if (column === undefined) throw missing('column of numbers', measure.column, offer.columns)
  return { fold: measure.fold, column }
}

/** The unit of what is looked at. */
export const unitOf = ({ measure }: Test, { facts }: Offer): Unit =>
  'fact' in measure && Object.hasOwn(facts, measure.fact) ? (facts[measure.fact] ?? 'count') : 'count'

const fitTest = (test: Test, offer: Offer): Test => {
  const measure = fitMeasure(test.measure, offer)
  const fitted = { ...test, measure }
  const [unit, name] = [unitOf(fitted, offer), said('fact' in measure ? measure.fact : measure.column)]
  const { relation, value } = test
  if (unit === 'text') {
    if (relation !== '=' && relation !== '!=') throw new UserError(`${name} is text. Compare it with = or !=.`)
    // A number has lost how it was typed: 9.10 is 9.1.
    if (typeof value === 'number') throw new UserError(`${name} is text. Put the value in quotes.`)
    return fitted
  }
  if (typeof value === 'string')
    throw new UserError(`${name} is a number, and ${said(value)} isn’t. Type the number in digits.`)
  if (unit === 'percent' && (value < 0 || value > 100))
    throw new UserError(`${name} is a percentage, so compare it with a number from 0 to 100.`)
  return fitted
}

const fitCondition = (condition: Condition, offer: Offer): Condition => {
  if ('measure' in condition) return fitTest(condition, offer)
  if ('any' in condition) return { any: condition.any.map((part) => fitCondition(part, offer)) }
  return { all: condition.all.map((part) => fitCondition(part, offer)) }
}

/** The thresholds of a condition about one figure, with what lies before, between and behind them. */
const samples = (values: readonly (number | string)[]): readonly (number | string)[] => {
  const sorted = values.filter((value) => typeof value === 'number').sort((a, b) => a - b)
  const between = sorted.map((value, at) => (value + (sorted[at + 1] ?? value + 2)) / 2)
  return [...values, '', ...between, (sorted[0] ?? 0) - 1]
}

/** Refuses an `until` that a figure can fulfil while it still raises the alert. */
const refuseBoth = ({ raise, until }: Pick<When, 'raise' | 'until'>): void => {
  if (until === undefined) return
  const both: Condition = { all: [raise, until] }
  if (onlyMeasure(both) === undefined) return
  const values = testsOf(both).map(({ value }) => value)
  if (samples(values).some((figure) => truthOf(both, () => figure) === true))
    throw new UserError(
      `“until ${conditionText(until)}” would close the alert while “${conditionText(raise)}” still holds. Choose a value on the other side.`,
    )
}

/**
 * A condition over what an answer offers, with the names as they are declared. Throws UserError for a figure that it
 * doesn't have, a value that doesn't fit it, and an `until` that closes what is still raised.
 */
export const fitWhen = (when: When, offer: Offer): When => {
  const raise = fitCondition(when.raise, offer)
  const until = when.until && fitCondition(when.until, offer)
  refuseBoth({ raise, ...(until && { until }) })
  return { ...when, raise, ...(until && { until }) }
}

/** When an alert of a condition that fits is over. */
export const closingFor = (when: When, offer: Offer): Condition => closingOf(when, (test) => unitOf(test, offer))

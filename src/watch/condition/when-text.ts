import { loose } from '../../command/loose.ts'
import { closersOf } from '../../command/quotes.ts'
import { spanText } from '../span.ts'
import { type Condition, folds, type Hold, type Measure, onlyMeasure, type Test, type When } from './condition.ts'
import { reserved } from './reserved.ts'

const bare = /^[\p{L}_][\p{L}\p{N}_.]*$/u
const quotes = ['""', "''", '``', '«»', '‹›'] as const

/** The quotes that a text can stand in, whatever it says; undefined if it has all of them itself. */
const quotesFor = (text: string): string | undefined =>
  quotes.find(([open = '']) => ![...(closersOf(open) ?? '')].some((close) => text.includes(close)))

/** True for a text that can be typed as a name or a value. */
export const isTypable = (text: string): boolean => quotesFor(text) !== undefined

const inQuotes = (text: string): string => {
  const [open = '', close = ''] = quotesFor(text) ?? quotes[0]
  return `${open}${text}${close}`
}

/** The name of a figure as it is typed. */
export const nameText = (name: string): string => {
  const lower = name.toLowerCase()
  const isWord =
    bare.test(name) && loose(name) === lower && !reserved.has(lower) && !folds.some((fold) => fold === lower)
  return isWord ? name : inQuotes(name)
}

/** What is looked at, as it is typed: `failing`, `sum amount`. */
export const measureText = (measure: Measure): string =>
  'fact' in measure ? nameText(measure.fact) : `${measure.fold} ${nameText(measure.column)}`

const testText = ({ measure, relation, value }: Test, isNamed: boolean): string => {
  const compared = `${relation} ${typeof value === 'number' ? value : inQuotes(value)}`
  return isNamed ? `${measureText(measure)} ${compared}` : compared
}

/** A condition as it is typed, with or without the names of its figures. */
export const conditionText = (condition: Condition, isNamed = true): string => {
  if ('measure' in condition) return testText(condition, isNamed)
  if ('any' in condition) return condition.any.map((part) => conditionText(part, isNamed)).join(' or ')
  return condition.all
    .map((part) => ('any' in part ? `(${conditionText(part, isNamed)})` : conditionText(part, isNamed)))
    .join(' and ')
}

const holdText = (hold: Hold | undefined): string => {
  if (hold === undefined) return ''
  if ('ms' in hold) return ` for ${spanText(hold.ms)}`
  return ` for ${hold.readings} ${hold.readings === 1 ? 'reading' : 'readings'}`
}

/** The text that `readWhen` reads as this. */
export const whenText = ({ raise, hold, until, untilHold }: When): string => {
  const [about, backAbout] = [onlyMeasure(raise), until && onlyMeasure(until)]
  const isSame = about !== undefined && backAbout !== undefined && measureText(about) === measureText(backAbout)
  const back = until === undefined ? '' : ` until ${conditionText(until, !isSame)}`
  return `${conditionText(raise)}${holdText(hold)}${back}${holdText(untilHold)}`
}

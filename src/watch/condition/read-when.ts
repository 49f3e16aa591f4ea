import { type Cursor, said } from '../../command/clauses/cursor.ts'
import { UserError } from '../../errors.ts'
import { takeSpan } from '../span.ts'
import { type Condition, type Fold, folds, type Hold, type Measure, onlyMeasure, type When } from './condition.ts'
import { takeRelation } from './read-relation.ts'
import { takeValue } from './read-value.ts'
import { relationWords, reserved } from './reserved.ts'
import { isTypable } from './when-text.ts'

/** How many comparisons a condition may have, and how deep brackets may go. */
const most = 10
const deepest = 5

const takeName = (cursor: Cursor): string | undefined => {
  const { next } = cursor
  if (next === undefined || next.kind === 'mark' || reserved.has(cursor.word() ?? '')) return undefined
  if (!isTypable(next.text)) throw new UserError(`${said(next)} has every kind of quotes in it, so I can’t repeat it.`)
  cursor.step()
  return next.text
}

/** True if a name comes next, rather than a comparison. */
const isNameNext = (cursor: Cursor): boolean =>
  cursor.next?.kind === 'quoted' ||
  (cursor.next?.kind === 'word' && !relationWords.some((word) => word === cursor.word()))

const takeMeasure = (cursor: Cursor, after: string): Measure => {
  const fold = folds.find((one) => one === cursor.word())
  const name = takeName(cursor)
  if (name === undefined) throw cursor.wanted(`the name of a figure after “${after}”`)
  if (fold === undefined || !isNameNext(cursor)) return { fact: name }
  cursor.takeWords('of')
  return { fold, column: columnOf(cursor, fold) }
}

const columnOf = (cursor: Cursor, fold: Fold): string => {
  const column = takeName(cursor)
  if (column === undefined) throw cursor.wanted(`the name of a column after “${fold}”`)
  return column
}

/** What a reader works with: how many comparisons it has read, and what an unnamed one is about. */
interface Reading {
  readonly cursor: Cursor
  readonly unnamed?: Measure
  count: number
}

const readTest = (reading: Reading, after: string): Condition => {
  const { cursor, unnamed } = reading
  if (++reading.count > most) throw new UserError(`A condition can have up to ${most} comparisons.`)
  const bare = unnamed && takeRelation(cursor)
  const measure = bare === undefined ? takeMeasure(cursor, after) : unnamed
  const relation = bare ?? takeRelation(cursor)
  if (measure === undefined || relation === undefined)
    throw cursor.wanted(`a comparison (>, >=, <, <=, =, !=) after ${said(cursor.last ?? { text: after })}`)
  return { measure, relation, value: takeValue(cursor, relation) }
}

const readPart = (reading: Reading, after: string, depth: number): Condition => {
  const { cursor } = reading
  if (!cursor.takeMark('(')) return readTest(reading, after)
  if (depth >= deepest) throw new UserError(`A condition can have up to ${deepest} brackets inside each other.`)
  const inner = readAny(reading, '(', depth + 1)
  if (!cursor.takeMark(')')) throw cursor.wanted('“)”')
  return inner
}

/** Parts with one word between them; a part that is such a group itself is taken apart. */
const readGroup = (
  { cursor }: Reading,
  word: 'and' | 'or',
  after: string,
  readOne: (after: string) => Condition,
): Condition => {
  const kind = word === 'and' ? 'all' : 'any'
  const parts: Condition[] = []
  let before = after
  do {
    const part = readOne(before)
    if (kind in part) parts.push(...((part as Record<string, readonly Condition[]>)[kind] ?? []))
    else parts.push(part)
    before = word
  } while (cursor.takeWords(word))
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  return word === 'and' ? { all: parts } : { any: parts }
}

const readAny = (reading: Reading, after: string, depth: number): Condition =>
  readGroup(reading, 'or', after, (before) =>
    readGroup(reading, 'and', before, (inner) => readPart(reading, inner, depth)),
  )

const takeHold = (cursor: Cursor): Hold | undefined => {
  if (!cursor.takeWords('for')) return undefined
  const word = cursor.word() ?? ''
  if (/^\d{1,4}$/.test(word) && /^readings?$/.test(cursor.word(1) ?? '')) {
    cursor.step()
    cursor.step()
    const readings = Number(word)
    if (readings < 1 || readings > 100) throw new UserError('“for” takes 1 to 100 readings.')
    return { readings }
  }
  const ms = takeSpan(cursor)
  if (ms === undefined) throw cursor.wanted('a time such as “10m”, or “3 readings”, after “for”')
  return { ms }
}

/**
 * Reads what follows `when`, which was taken: `failing > 10 and silent >= 3 for 10m until < 3`. A single `for` is for
 * both ways, wherever it stands. Throws UserError for what is no condition; what comes after one is left.
 */
export const readWhen = (cursor: Cursor): When => {
  const raise = readAny({ cursor, count: 0 }, 'when', 0)
  const first = takeHold(cursor)
  if (!cursor.takeWords('until')) return { raise, ...(first && { hold: first }) }
  const unnamed = onlyMeasure(raise)
  if (unnamed === undefined && cursor.next?.kind === 'mark' && cursor.next.text !== '(')
    throw new UserError('The condition has several figures, so “until” needs the name of one.')
  const until = readAny({ cursor, count: 0, ...(unnamed && { unnamed }) }, 'until', 0)
  const second = takeHold(cursor)
  const hold = first ?? second
  const both = first && second && JSON.stringify(first) !== JSON.stringify(second)
  return { raise, ...(hold && { hold }), until, ...(both && { untilHold: second }) }
}

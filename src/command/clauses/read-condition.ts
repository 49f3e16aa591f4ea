import { UserError } from '../../errors.ts'
import type { Comparison } from '../../metric-query.ts'
import { loose } from '../loose.ts'
import { type Cursor, clauseWords, said } from './cursor.ts'
import type { TypedCondition, TypedName } from './typed-clauses.ts'

const byMark: Readonly<Record<string, Comparison>> = {
  '=': 'equals',
  '!=': 'notEquals',
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
}

/** The words of each comparison with one value, longest first, so that none hides another. */
const byWords: readonly (readonly [readonly string[], Comparison])[] = [
  [['does', 'not', 'contain'], 'notContains'],
  [["doesn't", 'contain'], 'notContains'],
  [['not', 'contains'], 'notContains'],
  [['contains'], 'contains'],
  [['starts', 'with'], 'startsWith'],
  [['ends', 'with'], 'endsWith'],
  [['before'], 'lt'],
  [['after'], 'gt'],
  [['is', 'not'], 'notEquals'],
  [["isn't"], 'notEquals'],
  [['is'], 'equals'],
]

const withoutValue: readonly (readonly [readonly string[], Comparison])[] = [
  [['is', 'not', 'set'], 'notSet'],
  [['is', 'not', 'empty'], 'set'],
  [['is', 'not', 'null'], 'set'],
  [['is', 'set'], 'set'],
  [['is', 'empty'], 'notSet'],
  [['is', 'null'], 'notSet'],
]

const lists: readonly (readonly [readonly string[], Comparison])[] = [
  [['is', 'not', 'in'], 'notEquals'],
  [['is', 'in'], 'equals'],
  [['not', 'in'], 'notEquals'],
  [['in'], 'equals'],
]

const take = (cursor: Cursor, all: typeof byWords): Comparison | undefined =>
  all.find(([words]) => cursor.takeWords(...words))?.[1]

const never: ReadonlySet<string> = new Set<string>([...clauseWords, 'and', 'or'])

const takeValue = (cursor: Cursor, after: string): string => {
  const { next } = cursor
  if (next === undefined || next.kind === 'mark' || (next.kind === 'word' && never.has(loose(next.text))))
    throw cursor.wanted(`a value after “${after}”`)
  cursor.step()
  return next.text
}

const takeList = (cursor: Cursor, after: string): readonly string[] => {
  const isOpen = cursor.takeMark('(')
  const values = [takeValue(cursor, after)]
  while (cursor.takeMark(',')) values.push(takeValue(cursor, ','))
  if (isOpen && !cursor.takeMark(')')) throw cursor.wanted('“)” after the values')
  return values
}

const readComparison = (name: TypedName, cursor: Cursor): readonly TypedCondition[] => {
  const mark = cursor.next?.kind === 'mark' ? byMark[cursor.next.text] : undefined
  if (mark !== undefined) {
    const text = cursor.step()?.text ?? ''
    return [{ name, comparison: mark, values: [takeValue(cursor, text)] }]
  }
  if (cursor.takeWords('between')) {
    const from = takeValue(cursor, 'between')
    if (!cursor.takeWords('and')) throw cursor.wanted('“and” and the upper value')
    const to = takeValue(cursor, 'and')
    return [
      { name, comparison: 'gte', values: [from] },
      { name, comparison: 'lte', values: [to] },
    ]
  }
  const bare = take(cursor, withoutValue)
  if (bare !== undefined) return [{ name, comparison: bare, values: [] }]
  const list = take(cursor, lists)
  if (list !== undefined) return [{ name, comparison: list, values: takeList(cursor, 'in') }]
  const single = take(cursor, byWords)
  if (single !== undefined) return [{ name, comparison: single, values: [takeValue(cursor, cursor.last?.text ?? '')] }]
  throw cursor.wanted(
    `a comparison after ${said(name)} (=, !=, >, >=, <, <=, in, not in, contains, starts with, ends with, is set, is not set)`,
  )
}

/** Reads what follows `where`: conditions that all hold, with `and` or a comma between them. */
export const readConditions = (cursor: Cursor): readonly TypedCondition[] => {
  const found: TypedCondition[] = []
  do {
    const name = cursor.takeName()
    if (name === undefined) throw cursor.wanted('the name of a dimension or measure after “where”')
    found.push(...readComparison(name, cursor))
    if (cursor.word() === 'or')
      throw new UserError(
        '“or” is not supported between conditions. For several values of one, use “in (open, closed)”.',
      )
  } while (cursor.takeWords('and') || cursor.takeMark(','))
  return found
}

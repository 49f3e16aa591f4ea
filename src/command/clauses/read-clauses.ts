import { UserError } from '../../errors.ts'
import { nearestWord } from '../nearest.ts'
import { Cursor, clauseWords, said } from './cursor.ts'
import { readConditions } from './read-condition.ts'
import { isDateNext, readPeriod, takeGrain } from './read-period.ts'
import type { TypedClauses } from './typed-clauses.ts'

const MOST = 1_000_000

const takeCount = (cursor: Cursor, after: string): number => {
  const word = cursor.word() ?? ''
  if (!/^\d{1,9}$/.test(word)) throw cursor.wanted(`a number after “${after}”`)
  const count = Number(word)
  if (count < 1 || count > MOST)
    throw new UserError(
      `“${after}” takes a number from 1 to ${MOST.toLocaleString('en-US')}, not ${said({ text: word })}.`,
    )
  cursor.step()
  return count
}

const once = (isNew: boolean, what: string): void => {
  if (!isNew) throw new UserError(`The line says ${what} twice. Keep one of them.`)
}

const readOrder = (cursor: Cursor, clauses: TypedClauses): void => {
  cursor.takeWords('by')
  do {
    const name = cursor.takeName()
    if (name === undefined) throw cursor.wanted('a name after “order by”')
    const descending = cursor.takeWords('desc') || cursor.takeWords('descending')
    if (!descending && !cursor.takeWords('asc')) cursor.takeWords('ascending')
    clauses.order.push({ name, descending })
  } while (cursor.takeMark(','))
}

const readOf = (cursor: Cursor, clauses: TypedClauses): void => {
  if (!cursor.takeWords('of')) return
  once(clauses.of === undefined, 'the time dimension (“of …”)')
  const name = cursor.takeName()
  if (name === undefined) throw cursor.wanted('the name of a time dimension after “of”')
  clauses.of = name
}

const readSource = (cursor: Cursor, clauses: TypedClauses): void => {
  once(clauses.source === undefined, 'what it is about (“from …”)')
  const name = cursor.takeName()
  if (name === undefined) throw cursor.wanted('a name or a date after “from”')
  clauses.source = name
}

const readClause = (word: string, cursor: Cursor, clauses: TypedClauses): void => {
  switch (word) {
    case 'by':
      clauses.by.push(...cursor.takeNames(`a name after “${word}”`))
      break
    case 'per':
      once(clauses.grain === undefined, '“per …”')
      clauses.grain = takeGrain(cursor, word)
      readOf(cursor, clauses)
      break
    case 'where':
      clauses.where.push(...readConditions(cursor))
      break
    case 'segment':
    case 'segments':
      clauses.segments.push(...cursor.takeNames(`a name after “${word}”`))
      break
    case 'order':
    case 'sort':
      once(clauses.order.length === 0, 'the order')
      readOrder(cursor, clauses)
      break
    case 'top':
    case 'bottom':
    case 'limit':
      once(clauses.limit === undefined, 'how many rows (“top”, “bottom” or “limit”)')
      clauses.limit = takeCount(cursor, word)
      if (word !== 'limit') clauses.end = word
      break
    default: {
      once(clauses.period === undefined, 'the time')
      const period = readPeriod(word, cursor)
      if (period !== undefined) clauses.period = period
      readOf(cursor, clauses)
    }
  }
}

/**
 * Reads the clauses of a query: `<measures> [by <dimensions>] [per day] [last 30 days] [where …] [segment …] [order …]
 * [top 10]`, in any order after the measures. Throws UserError for anything that it does not understand. Nothing is
 * looked up: see `queryOf`. With `hasSource`, `from <name>` says what the query is about, and `from <date>` is the time.
 */
export const readClauses = (text: string, hasSource = false): TypedClauses => {
  const cursor = new Cursor(text)
  const clauses: TypedClauses = { measures: [], by: [], where: [], segments: [], order: [] }
  if (cursor.next === undefined) throw new UserError('Name at least one measure, or a dimension after “by”.')
  if (cursor.clause() === undefined) clauses.measures.push(...cursor.takeNames('a measure, or “by” and a dimension'))
  while (cursor.next !== undefined) {
    const clause = cursor.clause()
    if (clause === undefined) throw notUnderstood(cursor)
    cursor.step()
    if (hasSource && clause === 'from' && !isDateNext(cursor)) readSource(cursor, clauses)
    else readClause(clause, cursor, clauses)
  }
  return clauses
}

const notUnderstood = (cursor: Cursor): UserError => {
  const { next, last } = cursor
  if (next === undefined) return cursor.wanted('more')
  // Of a value, some word or other is always nearest: only one that begins alike may have been meant.
  const alike = clauseWords.filter((word) => word[0] === next.text[0]?.toLowerCase())
  const near = next.kind === 'word' ? nearestWord(next.text.slice(0, 100), alike) : undefined
  const hint =
    near === undefined
      ? ' A value or name of several words needs quotes.'
      : ` Did you mean “${near}”? A value or name of several words needs quotes.`
  return new UserError(`I don’t understand ${said(next)}${last === undefined ? '' : ` after ${said(last)}`}.${hint}`)
}

import { listed } from '../sql.ts'
import { DatabaseTrouble } from './trouble.ts'

/** A piece of SQL, and where in it that begins. */
export interface Piece {
  readonly sql: string
  readonly at: number
}

const near = (rest: string): string => /^\w+|^./s.exec(rest)?.[0] ?? ''
const syntax = (rest: string, at: number) => new DatabaseTrouble(`syntax error at or near "${near(rest)}"`, at)

/** The text that an expression of literals, `||` and `current_user` is; what else is in it is a syntax error. */
export function textOf({ sql, at }: Piece): string {
  let text = ''
  let place = 0
  for (let operand = true; ; operand = !operand) {
    place += /^\s*/.exec(sql.slice(place))?.[0].length ?? 0
    const rest = sql.slice(place)
    if (rest === '' && !operand) return text
    const token = (operand ? /^(?:'(?:[^']|'')*'|current_user)/ : /^\|\|/).exec(rest)?.[0]
    if (token === undefined && operand && rest.startsWith("'"))
      throw new DatabaseTrouble(`unterminated quoted string at or near "${rest}"`, at + place)
    if (token === undefined) throw syntax(rest, at + place)
    if (operand) text += token === 'current_user' ? 'demo_ro' : token.slice(1, -1).replaceAll("''", "'")
    place += token.length
  }
}

/** The number that a literal is. */
export function numberOf({ sql, at }: Piece): number {
  const start = at + (/^\s*/.exec(sql)?.[0].length ?? 0)
  const text = sql.trim()
  if (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text)
  if (/^\d\w*$/.test(text)) throw new DatabaseTrouble(`trailing junk after numeric literal at or near "${text}"`, start)
  if (/^(true|false)$/i.test(text)) {
    const hint = 'No operator matches the given name and argument types. You might need to add explicit type casts.'
    throw new DatabaseTrouble('operator does not exist: numeric >= boolean', start - 3, hint)
  }
  if (/^[a-z]\w*$/i.test(text)) throw new DatabaseTrouble(`column "${text.toLowerCase()}" does not exist`, start)
  throw syntax(text, start)
}

/** What stands in `IN (…)`: numbers and texts. */
export function listOf({ sql, at }: Piece): (string | number)[] {
  if (sql.trim() === '') throw syntax(')', at + sql.length)
  let place = at
  return listed(sql).map((part) => {
    const piece = { sql: part, at: place }
    place += part.length + 1
    if (part.trim().startsWith("'")) return textOf(piece)
    if (!/^\s*[a-z]\w*\s*$/i.test(part)) return numberOf(piece)
    const hint = 'Perhaps you meant to reference the column "orders.id".'
    throw new DatabaseTrouble(`column "${part.trim().toLowerCase()}" does not exist`, piece.at, hint)
  })
}

/** The time that a literal is, in the form in which rows have it; a date is its first second. */
export function momentOf(piece: Piece, type: 'date' | 'timestamp' = 'timestamp'): string {
  const text = textOf(piece)
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?)?/.exec(text.trim())
  if (iso) return `${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? ':00'}`
  const time = /[a-z]{3}/i.test(text) ? Date.parse(`${text} UTC`) : Number.NaN
  if (Number.isNaN(time)) throw new DatabaseTrouble(`invalid input syntax for type ${type}: "${text}"`, piece.at)
  return new Date(time).toISOString().slice(0, 19)
}

import type { Piece } from './expressions.ts'
import type { Table } from './table.ts'

/** What a statement may look at. */
export interface Database {
  readonly tables: Readonly<Record<string, Table>>
}

/** One form of SQL that the local databases know. */
export interface Statement {
  /** With `{name}` where an expression stands that the answer depends on. */
  readonly sql: string
  /** How long the database needs for it, in milliseconds; as the pace says when not given. */
  takes?(of: (name: string) => Piece): number
  answer(of: (name: string) => Piece, database: Database): Table
}

/** The expressions in a piece of SQL of this form; nothing if it is of another. */
export function matched(statement: Statement, sql: string): ((name: string) => Piece) | undefined {
  const [start = '', ...rest] = statement.sql.split(/\{\w+\}/)
  const names = [...statement.sql.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (!sql.startsWith(start) || (rest.length === 0 && sql !== start)) return undefined
  const found = new Map<string, Piece>()
  let at = start.length
  for (const [index, fixed] of rest.entries()) {
    const isLast = index === rest.length - 1
    const end = isLast ? (sql.endsWith(fixed) ? sql.length - fixed.length : -1) : sql.indexOf(fixed, at)
    if (end < at) return undefined
    found.set(names[index] ?? '', { sql: sql.slice(at, end), at })
    at = end + fixed.length
  }
  return (name) => found.get(name) ?? { sql: '', at: 0 }
}

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

const escaped = (text: string) => text.replace(/[.*+?^$()[\]|\\]/g, '\\$&')

/** The expressions in a piece of SQL of this form; nothing if it is of another. */
export function matched(statement: Statement, sql: string): ((name: string) => Piece) | undefined {
  const names = [...statement.sql.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const parts = statement.sql.split(/\{\w+\}/).map(escaped)
  const found = new RegExp(`^${parts.join('([\\s\\S]*?)')}$`, 'd').exec(sql)
  if (!found) return undefined
  return (name) => {
    const at = names.indexOf(name) + 1
    return { sql: found[at] ?? '', at: found.indices?.[at]?.[0] ?? 0 }
  }
}

import { textOf } from './expressions.ts'
import type { Cell, Column, ColumnType, Table } from './table.ts'
import { DatabaseTrouble } from './trouble.ts'

const item = /^\s*('(?:[^']|'')*'(?:\s*\|\|\s*(?:'(?:[^']|'')*'|current_user))*|-?\d+(?:\.\d+)?|null|true|false)/i
const name = /^(?:::\w+)?(?:\s+AS\s+("(?:[^"]|"")+"|\w+))?\s*(,|$)/i

const typed = (text: string): readonly [Cell, ColumnType] => {
  if (/^null$/i.test(text)) return [null, null]
  if (/^(true|false)$/i.test(text)) return [/^true$/i.test(text), 'boolean']
  if (text.startsWith("'")) return [textOf({ sql: text, at: 0 }), null]
  return text.includes('.') ? [Number(text), 'float'] : [Number(text), 'integer']
}

/** The one row of a `SELECT` of literals with names; nothing if it is more than that. */
export function literalsIn(sql: string): Table | undefined {
  const start = /^SELECT\b/i.exec(sql)?.[0]
  if (!start) return undefined
  const columns: Column[] = []
  const row: Cell[] = []
  for (let rest = sql.slice(start.length); ; ) {
    const value = item.exec(rest)
    const called = value && name.exec(rest.slice(value[0].length))
    if (!value || !called) return undefined
    const [cell, type] = typed(value[1] ?? '')
    columns.push({ name: (called[1] ?? '?column?').replace(/^"|"$/g, '').replaceAll('""', '"'), type })
    row.push(cell)
    rest = rest.slice(value[0].length + called[0].length)
    if (called[2] === '') return { columns, rows: [row] }
  }
}

/** All of a table that `SELECT * FROM` names; fails if there is none, and gives nothing for other SQL. */
export function wholeTable(sql: string, tables: Readonly<Record<string, Table>>): Table | undefined {
  const [, from = '', asked] = /^(SELECT [\s\S]*? FROM )(\w+)/i.exec(sql) ?? []
  if (asked === undefined) return undefined
  const found = Object.hasOwn(tables, asked) ? tables[asked] : undefined
  if (!found) throw new DatabaseTrouble(`relation "${asked}" does not exist`, from.length)
  return /^SELECT \* FROM \w+$/i.test(sql) ? found : undefined
}

import { statements } from '../seed/statements.ts'
import { withoutSemicolon } from '../sql.ts'
import type { RedashState, Source } from '../state.ts'
import type { Differences } from '../versions.ts'
import { literalsIn, wholeTable } from './literals.ts'
import { matched } from './statement.ts'
import { type Column, type ColumnType, distinct, type Table, withColumns } from './table.ts'
import { DatabaseTrouble, printed } from './trouble.ts'

const bare = (sql: string) => withoutSemicolon(sql).replace(/ LIMIT 1000$/, '')

const find = (sql: string) => {
  for (const statement of statements) {
    const of = matched(statement, sql)
    if (of) return { statement, of }
  }
  return undefined
}

/** How long a database needs for this SQL, if that says so itself. */
export function takes(sql: string): number | undefined {
  const found = find(bare(sql))
  return found?.statement.takes?.(found.of)
}

function rowsOf(sql: string, state: RedashState): Table {
  const found = find(sql)
  const given = found?.statement.answer(found.of, state) ?? literalsIn(sql) ?? wholeTable(sql, state.tables)
  if (given) return given
  if (!/^\s*(SELECT|WITH)\b/i.test(sql)) throw new DatabaseTrouble('Query completed but it returned no data.')
  throw new DatabaseTrouble(`not SQL that the local databases know: ${sql}`)
}

/** What a source answers to SQL: rows, or the text of an error, which quotes what was sent with `comment` before it. */
export function answerOf(
  state: RedashState,
  source: Source,
  { sql, comment }: { readonly sql: string; readonly comment: string },
  differs: Differences,
): Table | string {
  if (source.unreachable !== undefined) return source.unreachable
  try {
    const found = distinct(rowsOf(bare(sql), state), differs.countsByName)
    const limited = / LIMIT 1000$/.test(sql) ? { ...found, rows: found.rows.slice(0, 1000) } : found
    const typeOf = ({ type }: Column): ColumnType => {
      if (source.type === 'sqlite') return null
      return type === 'varchar' ? (differs.knowsVarchar ? 'string' : null) : type
    }
    const typed = withColumns(
      limited,
      limited.columns.map((one) => ({ name: one.name, type: typeOf(one) })),
    )
    const most = source.mostRows ?? Number.POSITIVE_INFINITY
    return typed.rows.length > most ? { ...typed, rows: typed.rows.slice(0, most), truncated: true } : typed
  } catch (error) {
    if (!(error instanceof DatabaseTrouble)) throw error
    if (/^Query completed/.test(error.message)) return error.message
    return printed(error, `${comment}${sql}`, comment.length)
  }
}

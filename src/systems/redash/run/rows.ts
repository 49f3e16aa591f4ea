import type { Elements } from '../../operation.ts'
import { isSecretKey } from '../../scrub.ts'
import type { ResultColumn, ResultHead, Row } from '../shapes/index.ts'

/** A column of a result. */
export interface ReadColumn {
  /** The key in each row. */
  readonly name: string
  /** What people read: without the filter that Redash's pages make of its end. */
  readonly title: string
  /** `integer`, `float`, `boolean`, `string`, `datetime` or `date`; undefined if Redash doesn't tell. */
  readonly type: string | undefined
  /** True if the name is that of a secret, `password` or `token`: the bot never reads such values. */
  readonly isHidden: boolean
}

/** A result that was read. */
export interface RunResult {
  readonly columns: readonly ReadColumn[]
  /** The first of them, as many as were to be kept. Integers of any size are exact: beyond 2^53 they are text. */
  readonly rows: readonly Row[]
  /** Of all, read and kept or not. */
  readonly count: number
  /** When the database was asked, in milliseconds since 1970. */
  readonly retrievedAt: number
  /** True if Redash itself says that it cut the rows. */
  readonly isTruncated: boolean
}

/** How much of a result is kept, and what else sees each of its rows. */
export interface Keeping {
  readonly rows: number
  readonly each?: (row: Row) => void
}

/** Reads a result to its end, row by row; `rest` gives what is beside them. */
export const readRows = async <R>(
  elements: Elements<Row, R>,
  { rows: most, each }: Keeping,
): Promise<{ readonly rest: R; readonly rows: readonly Row[]; readonly count: number }> => {
  const rows: Row[] = []
  let count = 0
  for await (const row of elements) {
    count += 1
    each?.(row)
    if (rows.length < most) rows.push(row)
  }
  return { rest: elements.rest(), rows, count }
}

const columnOf = ({ name, friendly_name, type }: ResultColumn): ReadColumn => ({
  name,
  title: (friendly_name ?? name).replace(/(?:::|__)(?:filter|multi-filter|multiFilter)$/, ''),
  type: type ?? undefined,
  isHidden: isSecretKey(name),
})

/** A result of what is beside its rows, and of these. */
export const runResultOf = (
  { data, retrieved_at }: ResultHead,
  { rows, count }: { readonly rows: readonly Row[]; readonly count: number },
): RunResult => ({
  columns: data.columns.map(columnOf),
  rows,
  count,
  retrievedAt: Date.parse(retrieved_at),
  isTruncated: data.truncated === true,
})

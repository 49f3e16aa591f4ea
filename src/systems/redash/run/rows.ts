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
  /** Its number; undefined for the key of a query, which opens no result by number. */
  readonly id: string | undefined
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
  /** About how many characters at most; any number if left out. */
  readonly characters?: number
  readonly each?: (row: Row) => void
}

/** Reads a result to its end, row by row; `rest` gives what is beside them. */
export const readRows = async <R>(
  elements: Elements<Row, R>,
  { rows: most, characters = Number.POSITIVE_INFINITY, each }: Keeping,
): Promise<{ readonly rest: R; readonly rows: readonly Row[]; readonly count: number }> => {
  const rows: Row[] = []
  let [count, size] = [0, 0]
  for await (const row of elements) {
    count += 1
    each?.(row)
    // Only the first ones without a gap, so that the others can be read after them.
    if (rows.length < most && rows.length === count - 1) {
      size += lengthOf(row)
      if (size <= characters) rows.push(row)
    }
  }
  return { rest: elements.rest(), rows, count }
}

const lengthOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0)

const columnOf = ({ name, friendly_name, type }: ResultColumn): ReadColumn => ({
  name,
  title: (friendly_name ?? name).replace(/(?:::|__)(?:filter|multi-filter|multiFilter)$/, ''),
  type: type ?? undefined,
  isHidden: isSecretKey(name),
})

/** A result of what is beside its rows, and of these. */
export const runResultOf = (
  { id, data, retrieved_at }: ResultHead,
  { rows, count }: { readonly rows: readonly Row[]; readonly count: number },
): RunResult => ({
  id: id ?? undefined,
  columns: data.columns.map(columnOf),
  rows,
  count,
  retrievedAt: Date.parse(retrieved_at),
  isTruncated: data.truncated === true,
})

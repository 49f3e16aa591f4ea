import type { Grain } from '../../../metric-query.ts'
import type { Annotated, LensQuery, LoadHead, Row } from '../shapes/index.ts'
import { type ShownCell, shownCell } from './cells.ts'

/** A column of an answer, and the key of its values. */
interface ShownColumn {
  readonly key: string
  readonly label: string
  readonly type: 'decimal' | 'text' | 'boolean' | 'date'
  readonly align?: 'right'
  readonly isNumber: boolean
  readonly shown: (cell: unknown) => ShownCell
}

const columnTypes: Readonly<Record<string, ShownColumn['type']>> = {
  number: 'decimal',
  boolean: 'boolean',
  time: 'date',
}

/** The columns of a query in the order in which people read them: time, dimensions, measures. */
export const columnsOf = (query: LensQuery, { annotation }: LoadHead): readonly ShownColumn[] => {
  const cut = (query.timeDimensions ?? []).flatMap(({ dimension, granularity }) =>
    granularity ? [{ key: `${dimension}.${granularity}`, grain: granularity as Grain }] : [],
  )
  const all: readonly {
    readonly key: string
    readonly of: Annotated | undefined
    readonly grain?: Grain
    readonly isName?: true
  }[] = [
    ...cut.map(({ key, grain }) => ({ key, of: annotation.timeDimensions[key], grain })),
    ...(query.dimensions ?? []).map((key) => ({ key, of: annotation.dimensions[key], isName: true })),
    ...(query.measures ?? []).map((key) => ({ key, of: annotation.measures[key] })),
  ]
  const short = all.map(({ key, of }) => of?.shortTitle ?? key)
  return all.map(({ key, of, grain, isName }, at) => {
    const isTwice = short.filter((one) => one === short[at]).length > 1
    const type = of?.type ?? undefined
    return {
      key,
      // Two tables may call something the same.
      label: isTwice ? (of?.title ?? key) : (short[at] ?? key),
      isNumber: type === 'number',
      // The number of a dimension is an id or a year: its digits stand together.
      ...(type === 'number' && isName ? { type: 'text', align: 'right' } : { type: columnTypes[type ?? ''] ?? 'text' }),
      shown: (cell) => shownCell(cell, type, grain),
    }
  })
}

/** The rows as the columns show them. */
export const rowsOf = (columns: readonly ShownColumn[], rows: readonly Row[]): readonly (readonly ShownCell[])[] =>
  rows.map((row) => columns.map(({ key, shown }) => shown(row[key])))

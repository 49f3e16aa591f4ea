import type { AnswerTable } from '../../command/answer.ts'
import type { Answer } from '../../command/define.ts'
import type { Figure } from '../../message/message.ts'
import { type Condition, type Fold, type Measure, measureKey, testsOf } from '../../watch/condition/condition.ts'
import type { FigureOf } from '../../watch/condition/truth.ts'

/** How many rows of a table are read at most for a condition. */
const most = 100_000

const asNumber = (cell: unknown): number | undefined => {
  const number = typeof cell === 'bigint' || (typeof cell === 'string' && cell.trim() !== '') ? Number(cell) : cell
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** What is known of one column: undefined as long as no row had a number in it. */
type Folds = Record<Fold, number | undefined>

const folded = (folds: Folds, number: number): Folds => ({
  first: folds.first ?? number,
  sum: (folds.sum ?? 0) + number,
  min: Math.min(folds.min ?? number, number),
  max: Math.max(folds.max ?? number, number),
})

const none: Folds = { first: undefined, sum: undefined, min: undefined, max: undefined }

/** A table that was read, as conditions see it. */
export interface TableFigures {
  readonly rows: number
  /** The columns in which every value is a number. */
  readonly columns: ReadonlyMap<string, Folds>
}

/** Reads the rows of a table once, none of which stays in memory. */
export const tableFigures = async ({ columns, rows, total }: AnswerTable): Promise<TableFigures> => {
  const found = columns.map(({ label }) => ({ label, folds: none, isNumeric: true }))
  let came = 0
  for await (const row of rows) {
    came += 1
    for (const [at, column] of found.entries()) {
      const cell = row[at]
      const number = asNumber(cell)
      if (number !== undefined) column.folds = folded(column.folds, number)
      else if (cell !== null && cell !== undefined) column.isNumeric = false
    }
    if (came >= most) break
  }
  const numeric = found.filter(({ isNumeric }) => isNumeric)
  return { rows: Math.max(total ?? 0, came), columns: new Map(numeric.map(({ label, folds }) => [label, folds])) }
}

/** The figures of an answer; `table` is its table, if it has one and that was read. */
export const figuresOf =
  ({ facts = {} }: Pick<Answer, 'facts'>, table: TableFigures | undefined): FigureOf =>
  (measure: Measure): Figure | undefined => {
    if (!('fact' in measure)) return table?.columns.get(measure.column)?.[measure.fold]
    if (Object.hasOwn(facts, measure.fact)) return facts[measure.fact]
    return measure.fact === 'rows' ? table?.rows : undefined
  }

/** The figures of a condition, each once, as they are stored. */
export const figuresIn = (condition: Condition, figureOf: FigureOf): Readonly<Record<string, Figure>> =>
  Object.fromEntries(testsOf(condition).map(({ measure }) => [measureKey(measure), figureOf(measure) ?? null]))

/** The figures as they were stored. */
export const keptFigures =
  (figures: Readonly<Record<string, Figure>>): FigureOf =>
  (measure) =>
    figures[measureKey(measure)]

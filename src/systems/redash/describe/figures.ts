import type { Latest } from '../reads/latest.ts'
import type { RunResult } from '../run/rows.ts'
import type { Row } from '../shapes/index.ts'
import { withoutT } from './cells.ts'
import { counterOf } from './counter.ts'
import { momentInWords } from './moment.ts'

interface Drawn {
  readonly type: string
  readonly options?: Readonly<Record<string, unknown>> | null | undefined
}

/** How many columns of a row are told. */
const mostColumns = 6
const longest = 60

/** A cell as it is: no digit of it is rounded. */
const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return 'null'
  const text = typeof cell === 'object' ? JSON.stringify(cell) : withoutT(String(cell))
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

const rowText = ({ columns }: RunResult, row: Row): string => {
  const shown = columns.filter(({ isHidden }) => !isHidden)
  const cells = shown.slice(0, mostColumns).map(({ name, title }) => `${title} ${cellText(row[name])}`)
  const more = shown.length - mostColumns
  return cells.join(', ') + (more > 0 ? ` and ${more} more columns` : '')
}

/** The latest figures of a query as its visualization is about them, in one line. */
export const figuresInWords = ({ type, options }: Drawn, latest: Latest): string => {
  if (latest === 'none') return 'no stored result'
  if (latest === 'not allowed') return 'no key of the connection reads its result'
  if (latest === 'failed') return 'its result can’t be read now'
  const [first] = latest.rows
  const read = `as of ${momentInWords(latest.retrievedAt)}`
  const counter = counterOf({ type, options }, latest)
  if (counter) return `${counter.value}${counter.target === undefined ? '' : `, target ${counter.target}`}; ${read}`
  if (!first) return `no rows; ${read}`
  if (latest.count === 1) return `${rowText(latest, first)}; ${read}`
  return `${latest.count.toLocaleString('en-US')} rows, the first: ${rowText(latest, first)}; ${read}`
}

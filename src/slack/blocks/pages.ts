import type { Message } from '../../message/message.ts'
import { count } from '../../message/time.ts'
import type { Block } from './block.ts'
import { button, row } from './buttons.ts'

/**
 * What is below a table whose rows are stored: the rows before and after those that are shown, and all of them as a file.
 * A button carries the run; which row a page begins with is in its name.
 */
export const pages = ({ table }: Message, run: string | undefined): Block[] => {
  if (table?.kept === undefined || run === undefined) return []
  const { rows, from = 0, kept } = table
  const next = from + rows.length
  const left = kept.rows - next
  const before = Math.min(kept.size, from)
  const after = Math.min(kept.size, left)
  const to = (at: number, many: number, label: string) =>
    button(`page:${at}`, run, label, `Show rows ${count(at + 1)} to ${count(at + many)} of ${count(kept.rows)}`)
  return row([
    ...(before > 0 ? [to(from - before, before, `Previous ${count(before)}`)] : []),
    ...(after > 0 ? [to(next, after, `Next ${count(after)}${left > after ? ` of ${count(left)}` : ''}`)] : []),
    button('csv', run, 'Export CSV', `Export all ${count(kept.rows)} rows as a CSV file`),
  ])
}

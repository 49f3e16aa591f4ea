import { csvHead, csvRow } from '../message/csv.ts'
import { ask } from '../run/ask.ts'
import type { Ending } from '../run/reply.ts'
import type { TakeRows } from '../run/rows.ts'
import type { TerminalSession } from './converse.ts'

/** So many characters are written at once. */
const atOnce = 32_000

/**
 * Runs one line and prints the table of its answer as CSV, all rows of it, as they come; what else there is to say goes to
 * standard error. Without the mark at the beginning that only spreadsheets need: what reads a pipe would take it for text.
 */
export const printCsv = async (
  { opened, terminal }: Pick<TerminalSession, 'opened' | 'terminal'>,
  line: string,
): Promise<Ending> => {
  let isPrinted = false
  const print: TakeRows = async ({ columns }, rows) => {
    isPrinted = true
    let text = csvHead(columns)
    for await (const row of rows) {
      text += csvRow(columns, row)
      if (text.length < atOnce) continue
      await terminal.write(text)
      text = ''
    }
    await terminal.write(text)
    return undefined
  }
  const readOnly = '--csv prints the table of an answer; a change has none.'
  const running = ask(opened.app.context, { principal: opened.principal, line, readOnly, takeRows: () => print })
  let step = await running.next()
  while (!step.done) {
    if (terminal.interactive) terminal.note(`${step.value.progress} …`)
    step = await running.next()
  }
  const { ending, message } = step.value
  if (isPrinted && ending === 'done') return ending
  terminal.note(ending === 'done' ? `This answer has no table: ${message.title}` : message.title)
  return ending === 'done' ? 'usage' : ending
}

import { csvHead, csvRow } from '../message/csv.ts'
import { ask } from '../run/ask.ts'
import type { Ending } from '../run/reply.ts'
import type { TakeRows } from '../run/rows.ts'
import type { TerminalSession } from './converse.ts'

/** How many characters are written at once. */
const atOnce = 32_000

/**
 * Runs one line and prints all rows of its answer's table as CSV, as they arrive; everything else goes to
 * standard error. It omits the byte order mark: only spreadsheets need that, and others would take it for text.
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
  const { timeZone } = terminal
  const question = { principal: opened.principal, timeZone, line, readOnly, takeRows: () => print }
  const running = ask(opened.app.context, question)
  let step = await running.next()
  while (!step.done) {
    if (terminal.interactive) terminal.note(`${step.value.progress} …`)
    step = await running.next()
  }
  const { ending, message } = step.value
  if (isPrinted && ending === 'done') {
    for (const note of message.notes ?? []) terminal.note(note)
    return ending
  }
  terminal.note(ending === 'done' ? `This answer has no table: ${message.title}` : message.title)
  for (const text of message.output ?? []) terminal.note(text)
  return ending === 'done' ? 'usage' : ending
}

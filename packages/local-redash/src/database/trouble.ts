/** What a database says in place of rows. */
export class DatabaseTrouble extends Error {
  /** Where in the SQL; undefined if it names no place. */
  readonly at: number | undefined
  readonly hint: string | undefined

  constructor(said: string, at?: number, hint?: string) {
    super(said)
    this.at = at
    this.hint = hint
  }
}

/** The text of an error as PostgreSQL prints it: 50 characters before the place, 10 after it, and a caret below it. */
export function printed({ message, at, hint }: DatabaseTrouble, sent: string, before: number): string {
  if (at === undefined) return `${message}\n`
  const place = before + at
  const lineStart = sent.lastIndexOf('\n', place - 1) + 1
  const newline = sent.indexOf('\n', place)
  const line = sent.slice(lineStart, newline < 0 ? undefined : newline)
  const number = sent.slice(0, lineStart).split('\n').length
  const from = Math.max(0, place - lineStart - 50)
  const to = Math.min(line.length, place - lineStart + 10)
  const lead = `LINE ${number}: ${from > 0 ? '...' : ''}`
  const caret = ' '.repeat(lead.length + place - lineStart - from)
  const shown = `${lead}${line.slice(from, to)}${to < line.length ? '...' : ''}\n${caret}^\n`
  return `${message}\n${shown}${hint ? `HINT:  ${hint}\n` : ''}`
}

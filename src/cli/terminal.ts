import { createInterface } from 'node:readline/promises'
import { environment } from '../config.ts'
import type { Message } from '../message/message.ts'
import { toTerminal } from '../message/terminal.ts'

/** Where a person sits, or where nobody does. */
export interface Terminal {
  /** True only if somebody can read what is shown and type an answer to it. */
  readonly interactive: boolean
  /** Of this machine: `Europe/Paris`. */
  readonly timeZone: string
  out(text: string): void
  /** The same without a line end of its own; resolves when there is room for more. */
  write(text: string): Promise<void>
  /** For what is not the answer: progress, prompts, mistakes. */
  note(text: string): void
  show(message: Message): void
  /** The line that is typed, trimmed; undefined when there is no more. */
  question(prompt: string): Promise<string | undefined>
  close(): void
}

/** The terminal of this process; every text is passed through `redact` before it leaves. */
export const processTerminal = (redact: (text: string) => string): Terminal => {
  const { stdin, stdout, stderr } = process
  const interactive = stdin.isTTY === true && stdout.isTTY === true
  const lines = interactive ? createInterface({ input: stdin, output: stderr }) : undefined
  const color = stdout.isTTY === true && environment().NO_COLOR === undefined
  const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const out = (text: string) => void stdout.write(`${redact(text)}\n`)
  return {
    interactive,
    timeZone,
    out,
    write: (text) => new Promise((resolve) => void stdout.write(redact(text), () => resolve())),
    note: (text) => void stderr.write(`${redact(text)}\n`),
    show: (message) => out(toTerminal(message, { width: Math.min(stdout.columns || 100, 120), color, zone: timeZone })),
    question: async (prompt) => {
      const ended = new AbortController()
      const end = () => ended.abort()
      lines?.once('close', end)
      return lines
        ?.question(`${prompt} `, { signal: ended.signal })
        .then(
          (answer) => answer.trim(),
          () => undefined,
        )
        .finally(() => lines.off('close', end))
    },
    close: () => lines?.close(),
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Terminal } from '../../src/cli/terminal.ts'

/** A folder that is gone after the test. */
export const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-init-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A terminal at which somebody types these lines; `said` is all that is shown, prompts included. */
export const typing = (lines: readonly string[], interactive = true) => {
  const left = [...lines]
  const said: string[] = []
  const terminal: Terminal = {
    interactive,
    timeZone: 'UTC',
    write: async (text) => void said.push(text),
    out: (text) => void said.push(text),
    note: (text) => void said.push(text),
    show: () => {},
    question: async (prompt) => {
      said.push(prompt)
      return left.shift()
    },
    close: () => {},
  }
  return { terminal, said, left }
}

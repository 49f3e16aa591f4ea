import type { Command } from '../command/command.ts'

/** A line that shows what can be typed: the first example of the first command that reads a system. */
export const sampleLine = (commands: readonly Command[]): string =>
  commands.find(({ kind }) => kind === 'read')?.examples[0] ?? 'cox help'

import { type Command, systemOf } from './command.ts'
import { formsOf } from './forms.ts'

/** What a person wants help on: everything, several commands that begin alike, one command, or nothing that exists. */
export type Topic =
  | { readonly on: 'all' }
  | { readonly on: 'some'; readonly commands: readonly Command[] }
  | { readonly on: 'one'; readonly command: Command }
  | { readonly on: 'nothing' }

const beginning = (commands: readonly Command[], typed: readonly string[], skip: number): readonly Command[] => [
  ...new Set(
    formsOf(commands)
      .filter(({ words }) => words.length - skip >= typed.length && typed.every((word, i) => words[i + skip] === word))
      .map(({ command }) => command),
  ),
]

/** Finds what the words after `help` are about; the system may be left out, and words after a command's name are ignored. */
export const topicOf = (commands: readonly Command[], typed: readonly string[]): Topic => {
  const words = typed.map((word) => word.toLowerCase())
  if (words.length === 0) return { on: 'all' }
  const own = commands.find((command) => command.name === words.join(' '))
  if (own !== undefined) return { on: 'one', command: own }
  const system = commands.filter((command) => words.length === 1 && systemOf(command) === words[0])
  if (system.length > 0) return { on: 'some', commands: system }
  for (const skip of [0, 1]) {
    const found = beginning(commands, words, skip)
    if (found[0] !== undefined)
      return found.length === 1 ? { on: 'one', command: found[0] } : { on: 'some', commands: found }
  }
  for (let length = words.length - 1; length > 1; length--) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((c) => c.name === name)
    if (command !== undefined) return { on: 'one', command }
  }
  return { on: 'nothing' }
}

import { argsOf } from './args.ts'
import type { Command } from './command.ts'
import { plural, singular } from './plural.ts'

/** One way to spell a command; `own` is what it is called, and not a plural, a singular or without `show`. */
export interface CommandForm {
  readonly words: readonly string[]
  readonly command: Command
  readonly own: boolean
}

/** True if the command can run without a word after its name. */
export const runsBare = (command: Command): boolean => argsOf(command).every((arg) => !arg.required)

/** What a command is called by its path, and what else it is called. */
export const commandNames = (command: Command): readonly string[] =>
  command.kind === 'local' ? [command.name] : [command.name, ...(command.also ?? [])]

/** The ways to spell a name of a command: `rule` and `rules` are one group, and each group that takes a name has `show`. */
const spellings = (command: Command, name: string): readonly (readonly string[])[] => {
  const [system = '', noun, ...verbs] = name.split(' ')
  if (command.kind === 'local') return [command.words]
  // What follows the word of a system if it is no other command of it.
  if (noun === undefined) return [[system]]
  const nouns = [...new Set([noun, singular(noun), plural(singular(noun))])]
  const named = Object.keys(command.names ?? {}).length > 0 && !runsBare(command)
  return nouns.flatMap((n) => {
    const full = [system, n, ...verbs]
    if (verbs.length === 1 && verbs[0] === 'show') return [full, [system, n]]
    return verbs.length === 0 && named ? [full, [...full, 'show']] : [full]
  })
}

/** A command never changes, and every line is compared with all forms. */
const known = new WeakMap<Command, readonly CommandForm[]>()

const formsOfOne = (command: Command): readonly CommandForm[] => {
  const found = known.get(command)
  if (found) return found
  const forms = commandNames(command).flatMap((name) =>
    spellings(command, name).map((words) => ({ words, command, own: words.join(' ') === name })),
  )
  known.set(command, forms)
  return forms
}

/** All forms of all commands; two commands may share one, and `match` decides by the words after it. */
export const formsOf = (commands: readonly Command[]): readonly CommandForm[] => commands.flatMap(formsOfOne)

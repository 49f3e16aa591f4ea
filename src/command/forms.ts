import { argsOf } from './args.ts'
import type { Command } from './command.ts'
import { plural, singular } from './plural.ts'

/** One way to spell a command; `own` is the one that its path spells. */
export interface Form {
  readonly words: readonly string[]
  readonly command: Command
  readonly own: boolean
}

/** True where the command can run without a word after its name. */
export const runsBare = (command: Command): boolean => argsOf(command.args).every((arg) => !arg.required)

/** The ways to spell a command: `rule` and `rules` are one group, and each group that takes a name has `show`. */
const spellings = (command: Command): readonly (readonly string[])[] => {
  const [system = '', noun, ...verbs] = command.words
  if (noun === undefined || command.kind === 'local') return [command.words]
  const nouns = [...new Set([noun, singular(noun), plural(singular(noun))])]
  const named = Object.keys(command.names ?? {}).length > 0 && !runsBare(command)
  return nouns.flatMap((n) => {
    const full = [system, n, ...verbs]
    if (verbs.length === 1 && verbs[0] === 'show') return [full, [system, n]]
    return verbs.length === 0 && named ? [full, [...full, 'show']] : [full]
  })
}

/** All forms of all commands; two commands may share one, and `match` decides by the words after it. */
export const formsOf = (commands: readonly Command[]): readonly Form[] =>
  commands.flatMap((command) =>
    spellings(command).map((words) => ({ words, command, own: words.join(' ') === command.name })),
  )

import { type Arg, argsOf } from './args.ts'
import type { Command } from './command.ts'

/** True if `because …` is the reason: for writes, and for the bot's own commands with an argument of that name. */
export const takesReason = (command: Command): boolean =>
  command.kind === 'write' || (command.kind === 'local' && Object.hasOwn(command.args.shape, 'reason'))

/** The arguments with a place on the line, in order. */
export const positionals = (command: Command): readonly Arg[] =>
  argsOf(command).filter(({ isPlaced, name }) => isPlaced && !(takesReason(command) && name === 'reason'))

/** The word before an argument, if it has one. */
export const joinOf = (command: Command, arg: string): string | undefined =>
  command.kind === 'local' ? undefined : command.joins?.[arg]

const spelled = (command: Command, arg: Arg): string => {
  if (arg.kind === 'pairs') return '[name=value …]'
  const text = arg.kind === 'choice' ? arg.choices.join('|') : arg.flag
  const join = joinOf(command, arg.name)
  const whole = `${join === undefined ? '' : `${join} `}${arg.required ? `<${text}>` : text}`
  return arg.required ? whole : `[${whole}]`
}

/** What follows the words of a command, less what every change can have: `<directive> to <rule>`. */
export const afterWords = (command: Command): string =>
  [
    ...positionals(command).map((arg) => spelled(command, arg)),
    ...argsOf(command)
      .filter(({ isPlaced }) => !isPlaced)
      .map((arg) => (arg.kind === 'switch' ? `[--${arg.flag}]` : `[--${arg.flag} …]`)),
    ...(command.kind === 'read' && command.compares ? ['[connection] <connection>'] : []),
  ].join(' ')

/** How a command is typed, derived from its arguments: `rudder rule disable <rule> [because …] [--on <connection>]`. */
export const usage = (command: Command): string => {
  const [system, noun, verb] = command.words
  const reasonArg = argsOf(command).find((arg) => arg.name === 'reason')
  const after = afterWords(command)
  return [
    verb === 'show' && command.words.length === 3 ? `${system} ${noun} [show]` : command.name,
    ...(after === '' ? [] : [after]),
    ...(takesReason(command) ? [reasonArg?.required ? 'because …' : '[because …]'] : []),
    ...(command.kind === 'write' ? ['[--on <connection>]'] : []),
  ].join(' ')
}

/** The line that shows the help of a command. */
export const helpOn = ({ name }: Command): string => `cox help ${name}`

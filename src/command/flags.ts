import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { argsOf } from './args.ts'
import type { Command } from './command.ts'
import type { Word } from './line-words.ts'
import { helpOn, usage } from './usage.ts'

/** The words of a line without its flags, and the values of its flags: by argument name, besides `on` and `reason`. */
export interface Flags {
  readonly words: readonly Word[]
  readonly values: ReadonlyMap<string, string>
}

const known = (command: Command): ReadonlyMap<string, { name: string; alone: boolean }> => {
  const flags = new Map(
    argsOf(command).flatMap(({ flag, name, kind }) =>
      // Pairs have names of their own.
      kind === 'pairs' ? [] : [[flag, { name, alone: kind === 'switch' }] as const],
    ),
  )
  if (command.kind !== 'local') flags.set('on', { name: 'on', alone: false })
  if (command.kind === 'write') flags.set('reason', { name: 'reason', alone: false })
  return flags
}

/** Takes `--name value` and `--name=value` out of the words; an unquoted reason runs to the next flag. */
export const takeFlags = (command: Command, typed: readonly Word[], free: number): Flags => {
  const flags = known(command)
  const words: Word[] = []
  const values = new Map<string, string>()
  for (let at = 0; at < typed.length; at++) {
    const word = typed[at]
    if (word === undefined) break
    const flag = word.flag && flags.get(word.flag.name)
    if (word.flag === undefined || (flag === undefined && at >= free)) {
      words.push(word)
      continue
    }
    const shown = `--${literal(word.flag.name, 40)}`
    if (flag === undefined) {
      throw new UserError(
        `There is no ${shown} in “/${usage(command)}”; put “${literal(word.raw, 40)}” in quotes if it belongs to the name.`,
        [helpOn(command)],
      )
    }
    if (values.has(flag.name)) throw new UserError(`${shown} is there twice.`)
    if (word.flag.value !== undefined || flag.alone) {
      values.set(flag.name, word.flag.value ?? 'yes')
      continue
    }
    const value: Word[] = []
    while (typed[at + 1] !== undefined && typed[at + 1]?.flag === undefined) {
      const next = typed[++at]
      if (next !== undefined) value.push(next)
      if (flag.name !== 'reason' || next?.quoted) break
    }
    if (value.length === 0) throw new UserError(`Nothing follows ${shown}.`)
    values.set(flag.name, joined(value))
  }
  return { words, values }
}

/** The words as one text: as typed, with single spaces, and without quotes if they are around the whole. */
export const joined = (words: readonly Word[]): string =>
  words.length === 1 ? (words[0]?.text ?? '') : words.map((word) => word.raw).join(' ')

import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { argsOf } from './args.ts'
import { type Command, systemOf } from './command.ts'
import { joined } from './flags.ts'
import type { Word } from './line-words.ts'
import { loose } from './loose.ts'
import { positionals, takesReason } from './usage.ts'

const says = (word: Word | undefined, text: string): boolean =>
  word !== undefined && !word.quoted && word.flag === undefined && loose(word.text) === text

/** Where `because …` begins in a line that may give a reason; -1 if it does not. */
export const becauseAt = (command: Command, words: readonly Word[]): number => {
  if (!takesReason(command)) return -1
  const at = words.findLastIndex((word) => says(word, 'because'))
  return at >= Math.min(1, positionals(command).length) ? at : -1
}

/** What follows `because`; throws UserError if nothing does. */
export const reasonIn = (words: readonly Word[]): string => {
  const reason = joined(words).trim()
  if (reason === '') throw new UserError('Say why after “because”, or leave it out.')
  return reason
}

/** Takes a last `here` or `quietly` from the words. */
export const takeQuiet = (words: readonly Word[]): { words: readonly Word[]; quiet?: 'here' | 'quietly' } => {
  for (const quiet of ['here', 'quietly'] as const)
    if (says(words.at(-1), quiet)) return { words: words.slice(0, -1), quiet }
  return { words }
}

/** The connection that a text names, by id or by its name within the system of the command. */
export const connectionNamed = (command: Command, text: string, connections: readonly string[]): string | undefined => {
  const system = systemOf(command)
  const called = (wanted: string) =>
    connections.find((id) => {
      const lower = id.toLowerCase()
      return lower.startsWith(`${system}/`) && (lower === wanted || lower === `${system}/${wanted}`)
    })
  return called(text.toLowerCase()) ?? called(loose(text))
}

/** Takes a last `on <connection>` from the words, if it names one that is known. */
export const takeOn = (
  command: Command,
  words: readonly Word[],
  connections: readonly string[],
): { words: readonly Word[]; on: string } | undefined => {
  const last = words.at(-1)
  if (command.kind === 'local' || last === undefined || last.quoted || !says(words.at(-2), 'on')) return undefined
  const on = connectionNamed(command, last.text, connections)
  return on === undefined ? undefined : { words: words.slice(0, -2), on }
}

/**
 * Takes the connections that a comparison ends in: two, or one that the usual one is compared with; also `prod, staging`
 * and `[on|between] prod and staging`. Throws UserError if there is none. If no connection is known, as in an
 * example, the last words are taken for them.
 */
export const takeCompared = (
  command: Command,
  words: readonly Word[],
  connections: readonly string[],
): { readonly words: readonly Word[]; readonly on?: string; readonly other: string } => {
  const own = connections.filter((id) => id.startsWith(`${systemOf(command)}/`))
  const named = (word: Word | undefined) => {
    if (word === undefined || word.quoted || word.flag !== undefined) return undefined
    const text = word.text.replace(/,$/, '')
    return own.length === 0 ? text : connectionNamed(command, text, own)
  }
  const other = named(words.at(-1))
  if (other === undefined) {
    const last = words.at(-1)
    const said = last === undefined ? '' : ` “${literal(last.text, 60)}” is no connection.`
    throw new UserError(`Compare with which one? End the line with its name: ${own.join(', ')}.${said}`)
  }
  const isJoined = says(words.at(-2), 'and') || says(words.at(-2), 'vs')
  const at = words.length - (isJoined ? 3 : 2)
  // At least one word is left for what is compared.
  const on = at > 0 ? named(words[at]) : undefined
  if (on === undefined) return { words: words.slice(0, -1), other }
  const isOpened = isJoined && at > 1 && (says(words[at - 1], 'on') || says(words[at - 1], 'between'))
  return { words: words.slice(0, isOpened ? at - 1 : at), on, other }
}

/**
 * The words with what ends a line behind its `name=value` words: a form adds these at the end, and
 * `run Orders here status=paid` means the same as `run Orders status=paid here`.
 */
export const tailLast = (command: Command, words: readonly Word[], connections: readonly string[]): readonly Word[] => {
  const first = argsOf(command).some(({ kind }) => kind === 'pairs') ? words.findIndex(({ pair }) => pair) : -1
  if (first < 1) return words
  const [head, pairs] = [words.slice(0, first), words.slice(first)]
  const length = tailLength(command, head, connections)
  return [...head.slice(0, head.length - length), ...pairs, ...head.slice(head.length - length)]
}

const tailLength = (command: Command, words: readonly Word[], connections: readonly string[]): number => {
  const quiet = takeQuiet(words)
  const on = takeOn(command, quiet.words, connections)
  return words.length - (on ?? quiet).words.length
}

import { type Field, type FieldValue, type Form, fieldText } from '../form.ts'
import { argsOf } from './args.ts'
import type { Command } from './command.ts'
import { takeFlags } from './flags.ts'
import { readLine, type Word } from './line-words.ts'
import { match } from './match.ts'
import { takePairs, typedPairs } from './pairs.ts'
import { takeOn, takeQuiet } from './tail.ts'
import { quotedWord } from './typed.ts'
import { watchedIn } from './watched-line.ts'

/** The values of a form: a line that says them, and those that are given apart from it. */
export interface WithValues {
  readonly line: string
  readonly apart: Readonly<Record<string, string>>
}

type Values = Readonly<Record<string, FieldValue>>

/** What a line is read with: the commands, and the ids of the connections. */
interface Known {
  readonly commands: readonly Command[]
  readonly connections: readonly string[]
}

/**
 * The line with these values in place of the ones that it has; a form asks for all `name=value` of its line. Throws UserError
 * if it can't be read.
 */
export const withValues = (line: string, { fields }: Form, values: Values, known: Known): WithValues => {
  const own = fields.filter(({ apart }) => apart === undefined)
  const said = (typed: Field['typed']) =>
    own.flatMap((field) => (field.typed === typed ? (spelled(field, valueIn(values, field)) ?? []) : []))
  const apart = fields.flatMap((field) => {
    const value = field.apart ? valueIn(values, field) : undefined
    return value === undefined ? [] : [[field.name, fieldText(value)] as const]
  })
  // A watch has a grammar of its own, and no value of a form in it.
  if (watchedIn(known.commands, readLine(line))) return { line, apart: Object.fromEntries(apart) }
  const { head, words, tail, flags } = piecesOf(line, own, known)
  return {
    line: [head, ...words, ...said(undefined), ...tail, ...flags, ...said('flag')].join(' '),
    apart: Object.fromEntries(apart),
  }
}

/** True if a line can say this value so that it is read back as it is. */
export const canBeTyped = (field: Field, value: FieldValue): boolean => spelled(field, value) !== undefined

const valueIn = (values: Values, { name }: Field): FieldValue | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined

const spelled = ({ name, typed }: Field, value: FieldValue | undefined): string | undefined => {
  if (value === undefined) return undefined
  const text = fieldText(value)
  if (typed === undefined) return typedPairs({ [name]: text })
  const quoted = quotedWord(text)
  return quoted === undefined ? undefined : `--${name}=${quoted}`
}

/** A line as typed, without what it says of these fields: its command, what follows, `on …` and `quietly`, the flags. */
const piecesOf = (line: string, fields: readonly Field[], { commands, connections }: Known) => {
  const read = readLine(line)
  const { command, rest } = match(commands, read)
  const { words } = takeFlags(command, rest, rest.length)
  const head = read.text.slice(0, rest[0]?.start ?? read.text.length).trim()
  const flags = otherFlags(
    rest.filter((word) => !words.includes(word)),
    fields,
  )
  if (!argsOf(command).some(({ kind }) => kind === 'pairs')) return { head, words: raw(words), tail: [], flags }
  const said = takeQuiet(words)
  const on = takeOn(command, said.words, connections)
  const named = takePairs(on?.words ?? said.words).words
  const tail = words.slice((on?.words ?? said.words).length)
  return { head, words: raw(named), tail: raw(tail), flags }
}

const raw = (words: readonly Word[]): readonly string[] => words.map((word) => word.raw)

/** The flags without those of these fields; a value in a word of its own goes with its flag. */
const otherFlags = (words: readonly Word[], fields: readonly Field[]): readonly string[] => {
  const own = fields.flatMap(({ name, typed }) => (typed === 'flag' ? [name.toLowerCase()] : []))
  let isOwn = false
  return words.flatMap((word) => {
    if (word.flag) isOwn = own.includes(word.flag.name)
    return isOwn ? [] : [word.raw]
  })
}

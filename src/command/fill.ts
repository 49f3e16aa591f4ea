import type { z } from 'zod'
import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { type Arg, argsOf } from './args.ts'
import type { Command } from './command.ts'
import { joined } from './flags.ts'
import type { Word } from './line-words.ts'
import { loose } from './loose.ts'
import { checkName } from './name.ts'
import { nearestWord } from './nearest.ts'
import { takePairs } from './pairs.ts'
import { refuseUnseen, withoutBreaks } from './unseen.ts'
import { helpOn, joinOf, positionals, usage } from './usage.ts'

/** The arguments of a command, checked by its schema; names are still text. */
export interface Filled {
  readonly args: Readonly<Record<string, unknown>>
  /** The argument that took the last word, if one did. */
  readonly last: string | undefined
}

const example = (command: Command): string =>
  `Type “/${usage(command)}”, for example “/${command.examples[0]?.replace(/^\//, '')}”.`

const value = (arg: Arg, text: string): unknown => {
  const said = literal(text, 60)
  if (arg.kind === 'number') {
    const digits = [text, loose(text)].find((one) => /^-?\d+(\.\d+)?$/.test(one))
    if (digits === undefined) throw new UserError(`“${said}” is not a number for ${arg.flag}.`)
    return Number(digits)
  }
  if (arg.kind === 'choice') {
    const choice = arg.choices.find((c) => c.toLowerCase() === text.toLowerCase() || c.toLowerCase() === loose(text))
    if (choice !== undefined) return choice
    const near = nearestWord(text, arg.choices)
    const hint = near === undefined ? '' : ` Did you mean “${near}”?`
    throw new UserError(`“${said}” is not a ${arg.flag}: it can be ${arg.choices.join(', ')}.${hint}`)
  }
  if (arg.kind === 'switch') {
    const plain = loose(text)
    if (/^(yes|true|on|1)$/.test(plain)) return true
    if (/^(no|false|off|0)$/.test(plain)) return false
    throw new UserError(`“${said}” does not fit --${arg.flag}: it can be yes or no.`)
  }
  return text
}

interface Share {
  readonly arg: Arg
  readonly taken: readonly Word[]
}

/**
 * The words of each place, in order: one word for each but the last, which takes the rest; or, if words join them,
 * all that stands between these. Which of two `as` is meant cannot be known, and a write must not guess.
 */
const shared = (command: Command, places: readonly Arg[], words: readonly Word[]): readonly Share[] => {
  const first = places.findIndex(({ name }) => joinOf(command, name) !== undefined)
  const [joinedArg] = places.slice(first)
  if (first === -1 || joinedArg === undefined)
    return places.map((arg, i) => ({ arg, taken: i === places.length - 1 ? words.slice(i) : words.slice(i, i + 1) }))
  const join = joinOf(command, joinedArg.name)
  const at = words.flatMap((word, i) => (!word.quoted && loose(word.text) === join ? [i] : []))
  const [found, another] = at
  if (another !== undefined)
    throw new UserError(`“${join}” is there twice: put the names in quotes. ${example(command)}`, [helpOn(command)])
  const before = shared(command, places.slice(0, first), found === undefined ? words : words.slice(0, found))
  if (found === undefined) return before
  const after = words.slice(found + 1)
  if (after.length === 0) throw new UserError(`Nothing follows “${join}”. ${example(command)}`, [helpOn(command)])
  return [...before, { arg: joinedArg, taken: after }]
}

/** Why a value does not fit, in words of ours: those of the schema's library are for programmers. */
const misfit = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'custom') return issue.message
  if (issue.code !== 'too_small' && issue.code !== 'too_big') return 'is not understood'
  const [most, limit] = issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum]
  return issue.origin === 'string' ? `must have ${most} ${limit} characters` : `must be ${most} ${limit}`
}

const check = (command: Command, raw: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const parsed = command.args.safeParse(raw)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const name = String(issue?.path[0] ?? 'words')
  const said = `“${literal(String(raw[name] ?? ''), 60)}”`
  throw new UserError(`${said} can’t be the ${name}: it ${issue ? misfit(issue) : 'does not fit'}. ${example(command)}`)
}

/** Puts words into the places of a command, the last place taking all that are left; throws UserError if they do not fit. */
export const fill = (command: Command, given: readonly Word[], flags: ReadonlyMap<string, string>): Filled => {
  const args = argsOf(command)
  const texts = new Map([...flags].filter(([name]) => args.some((arg) => arg.name === name)))
  const paired = args.find(({ kind }) => kind === 'pairs')
  const { words, pairs } = paired ? takePairs(given) : { words: given, pairs: {} }
  const places = positionals(command).filter(({ name }) => name !== paired?.name && !texts.has(name))
  let last: string | undefined
  for (const { arg, taken } of shared(command, places, words)) {
    if (taken.length === 0) continue
    texts.set(arg.name, joined(taken))
    last = arg.name
  }
  if (paired && words.length < given.length) last = paired.name
  if (places.length === 0 && words.length > 0)
    throw new UserError(`“${literal(joined(words), 60)}” is too much for “/${command.name}”. ${example(command)}`, [
      helpOn(command),
    ])

  const raw: Record<string, unknown> = paired ? { [paired.name]: pairs } : {}
  for (const arg of args) {
    const text = texts.get(arg.name)
    if (text === undefined && arg.required)
      throw new UserError(`Which ${arg.flag}? ${example(command)}`, [helpOn(command)])
    if (text !== undefined && isName(command, arg.name)) checkName(arg.flag, text)
    // A name is looked up; any other text may be written, and then it must be what was seen.
    else if (text !== undefined) refuseUnseen(withoutBreaks(text))
    if (text !== undefined) raw[arg.name] = value(arg, text)
  }
  // A switch without a default is off when it was not typed.
  for (const arg of args)
    if (
      arg.kind === 'switch' &&
      raw[arg.name] === undefined &&
      !command.args.shape[arg.name]?.safeParse(undefined).success
    )
      raw[arg.name] = false
  return { args: check(command, raw), last }
}

/** True for an argument that names an object of the system. */
export const isName = (command: Command, arg: string): boolean =>
  command.kind !== 'local' && Object.hasOwn(command.names ?? {}, arg)

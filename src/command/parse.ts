import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { type Command, systemOf } from './command.ts'
import { type Filled, fill, isName } from './fill.ts'
import { takeFlags } from './flags.ts'
import { readLine, type Word } from './line-words.ts'
import { match } from './match.ts'
import { becauseAt, connectionNamed, reasonIn, tailLast, takeCompared, takeOn, takeQuiet } from './tail.ts'
import { refuseUnseen, withoutBreaks } from './unseen.ts'
import { takesReason } from './usage.ts'
import { watchedIn } from './watched-line.ts'

type Values = Readonly<Record<string, unknown>>

/** What a line asks for; its names are still text. */
export interface Parsed {
  readonly command: Command
  readonly args: Values
  /** The id of the connection, `rudder/staging`; as typed if the system has no known connection. */
  readonly on?: string
  /** Of a comparison: the connection that the other one is compared with, as `on` is. */
  readonly other?: string
  /** Of a write; if a command of the bot itself takes one, it is among `args`. */
  readonly reason?: string
  /** `quietly`: to the person only; `here`: to the channel. */
  readonly quiet?: 'here' | 'quietly'
  /** The line as typed, without a slash or the bot's name before it. */
  readonly line: string
  /**
   * Set if the line ends in `on <known connection>` and that may also be the end of a name. `name` is the argument.
   * If an object is called exactly `args[name]` (see `exactly`), `args` are right; if none is, take these instead.
   */
  readonly onIfNoObject?: { readonly name: string; readonly connection: string; readonly args: Values }
  /** The line that was probably meant, if the name that follows an unspoken `show` begins with nearly a verb. */
  readonly meant?: string
}

/** What the parser needs besides the commands: the ids of the connections, `rudder/prod`. */
export interface ParserContext {
  readonly connections: readonly string[]
  /** Values that were given apart from the line, by the name of the argument; they count, and not what the line says. */
  readonly values?: Readonly<Record<string, string>> | undefined
}

const attempt = (work: () => Filled): Filled | UserError => {
  try {
    return work()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

const spelledOn = (command: Command, text: string | undefined, connections: readonly string[]): string | undefined => {
  if (text === undefined) return undefined
  const own = connections.filter((id) => id.startsWith(`${systemOf(command)}/`))
  const found = connectionNamed(command, text, connections)
  if (found !== undefined || own.length === 0) return found ?? text
  throw new UserError(`There is no connection “${literal(text, 60)}”. There is ${own.join(', ')}.`)
}

/** Whether a reason that ends in `on staging` names a connection cannot be known, and a write must not guess. */
const refuseDoubt = (command: Command, line: string, why: readonly Word[], connections: readonly string[]): void => {
  const tail = takeOn(command, why, connections)
  const from = why[0]
  if (tail === undefined || from === undefined) return
  const head = line.slice(0, from.start)
  const reason = tail.words.map((word) => word.raw).join(' ')
  const name = tail.on.slice(tail.on.indexOf('/') + 1)
  throw new UserError(
    `Is “on ${name}” the connection, or part of the reason? Write --on ${name} for the connection, or the reason in quotes.`,
    [`${head}${reason} --on ${name}`, `${head}“${why.map((word) => word.raw).join(' ')}”`],
  )
}

/** The values that were given apart from a line, for the arguments that its command has. */
const givenApart = (command: Command, values: ParserContext['values'] = {}): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(values).filter(
      ([name]) => Object.hasOwn(command.args.shape, name) || (name === 'reason' && takesReason(command)),
    ),
  )

/**
 * Understands a line: its command, arguments, connection, reason and visibility; throws UserError and nothing else for what
 * a person may type.
 */
export const parseLine = (commands: readonly Command[], typed: string, known: ParserContext): Parsed => {
  const line = readLine(typed)
  const watched = watchedIn(commands, line)
  if (watched) return watched
  const { command, rest, meant } = match(commands, line)
  const base = { command, line: line.text, ...(meant && { meant }) }
  const spoken = rest.some((word) => word.flag?.name === 'reason')
  const because = spoken ? -1 : becauseAt(command, rest)
  const { words, values: typedValues } = takeFlags(command, rest, because === -1 ? rest.length : because)
  const apart = givenApart(command, known.values)
  const values = new Map([...typedValues, ...apart])
  const on = spelledOn(command, values.get('on'), known.connections)

  const at = because === -1 ? -1 : words.indexOf(rest[because] as Word)
  const why = at === -1 ? undefined : words.slice(at + 1)
  if (why !== undefined && on === undefined) refuseDoubt(command, line.text, why, known.connections)
  const reason = apart.get('reason') ?? (why === undefined ? values.get('reason') : reasonIn(why))
  if (reason !== undefined) refuseUnseen(withoutBreaks(reason))
  const flags = new Map(values)
  if (reason !== undefined && takesReason(command)) flags.set('reason', reason)
  return finish(base, at === -1 ? words : words.slice(0, at), flags, { on, reason, known })
}

const finish = (
  base: Pick<Parsed, 'command' | 'line' | 'meant'>,
  words: readonly Word[],
  flags: ReadonlyMap<string, string>,
  told: { readonly on: string | undefined; readonly reason: string | undefined; readonly known: ParserContext },
): Parsed => {
  const { command } = base
  const { on, reason } = told
  const said = takeQuiet(tailLast(command, words, told.known.connections))
  const common = {
    ...base,
    ...(reason !== undefined && command.kind === 'write' && { reason }),
    ...(said.quiet && { quiet: said.quiet }),
  }
  if (command.kind === 'read' && command.compares) {
    const sides = takeCompared(command, said.words, told.known.connections)
    if (on !== undefined && sides.on !== undefined)
      throw new UserError(`Those are three connections: leave --on out, or all but the last of the others.`)
    const first = on ?? sides.on
    return {
      ...common,
      args: fill(command, sides.words, flags).args,
      other: sides.other,
      ...(first !== undefined && { on: first }),
    }
  }
  const whole = attempt(() => fill(command, said.words, flags))
  const tail = on === undefined ? takeOn(command, said.words, told.known.connections) : undefined
  if (tail === undefined) {
    if (whole instanceof UserError) throw whole
    return { ...common, args: whole.args, ...(on !== undefined && { on }) }
  }
  const before = takeQuiet(tail.words)
  const quiet = said.quiet ?? before.quiet
  const short = attempt(() => fill(command, before.words, flags))
  if (short instanceof UserError) {
    // `rudder rule show on staging`: without it no name is left, so it is the name.
    if (whole instanceof UserError) throw short
    return { ...common, args: whole.args }
  }
  const name = whole instanceof UserError ? undefined : whole.last
  if (whole instanceof UserError || name === undefined || !isName(command, name))
    return { ...common, ...(quiet && { quiet }), args: short.args, on: tail.on }
  return { ...common, args: whole.args, onIfNoObject: { name, connection: tail.on, args: short.args } }
}

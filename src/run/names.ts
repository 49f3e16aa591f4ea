import type { AnyRead, AnyWrite } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { typedPairs } from '../command/pairs.ts'
import { plural } from '../command/plural.ts'
import { NoSuchName, resolve } from '../command/resolve.ts'
import { quotedName } from '../command/typed.ts'
import { joinOf, positionals } from '../command/usage.ts'
import { UserError } from '../errors.ts'

type Remote = Command & (AnyRead | AnyWrite)
type Values = Readonly<Record<string, unknown>>

/** The command that lists what a name may be, if there is one: `rudder rules` for `rule`. */
const lister = (commands: readonly Command[], { system }: AnyRead | AnyWrite, what: string): string | undefined =>
  commands.find(({ name }) => name === `${system.name} ${plural(what)}`)?.name

/** A whole line with these arguments, to be typed as it is; undefined if one of them cannot be typed. */
const lineOf = (command: Remote, args: Values): string | undefined => {
  const places = positionals(command)
  const join = places.map(({ name }) => joinOf(command, name)).find((word) => word !== undefined)
  const texts = places
    .filter(({ name }) => args[name] !== undefined)
    .map(({ name, kind }) => {
      if (kind === 'pairs') return typedPairs(args[name] as Readonly<Record<string, string>>)
      const text = quotedName(String(args[name]), join)
      const before = joinOf(command, name)
      return text && before ? `${before} ${text}` : text
    })
  return texts.includes(undefined) ? undefined : [command.name, ...texts].filter((text) => text !== '').join(' ')
}

/** Candidates as whole lines that can be typed as they are; for a write, the line that shows the object instead. */
const asLines = <T>(commands: readonly Command[], command: Remote, name: string, args: Values, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const shows = command.kind === 'write' && error instanceof NoSuchName
    const asked = shows ? shower(commands, command, name) : command
    const others = shows ? {} : args
    throw new UserError(
      error.message,
      asked ? error.candidates.flatMap((candidate) => lineOf(asked, { ...others, [name]: candidate }) ?? []) : [],
    )
  }
}

/** The command that shows what a name may be: `rudder rule show`. */
const shower = (commands: readonly Command[], { system }: Remote, what: string): Remote | undefined =>
  commands.find(
    (command): command is Command & AnyRead =>
      command.kind === 'read' && command.name === `${system.name} ${what} show`,
  )

/** The name of an argument as a word in a sentence: an abbreviation has capitals. */
const nounOf = (name: string): string => (name === 'api' ? 'API' : name)

/** The arguments with every name resolved to `{id, name}`; throws UserError with candidates if one is not clear. */
export const resolveNames = async (
  commands: readonly Command[],
  command: Remote,
  args: Values,
  { api, view }: { readonly api: unknown; readonly view: unknown },
): Promise<Values> => {
  const resolved: Record<string, unknown> = { ...args }
  const found = await Promise.all(
    Object.entries(command.names ?? {}).flatMap(([name, find]) => {
      const text = args[name]
      return typeof text === 'string' ? [find(api, text, view).then((refs) => ({ name, text, refs }))] : []
    }),
  )
  for (const { name, text, refs } of found) {
    const hints = { list: lister(commands, command, name), unlisted: command.unlisted?.[name] }
    const ref = asLines(commands, command, name, args, () => resolve(nounOf(name), text, refs, hints))
    const { id, name: called, given, takes } = ref
    // A write stores what it is about, and is planned again from that.
    const more = command.kind === 'read' && { ...(given && { given }), ...(takes && { takes }) }
    resolved[name] = { id, name: called, ...more }
  }
  return resolved
}

import { UserError } from '../errors.ts'
import type { Command } from './command.ts'
import { objectOf, phrase } from './object.ts'
import { typedPairs } from './pairs.ts'
import { type Parsed, parseLine } from './parse.ts'
import { positionals } from './usage.ts'

/** What the button of a line says, a verb with its object: `Accept node web-190`, `Show request 1`. */
export const pressOf = (commands: readonly Command[], line: string, connections: readonly string[]): string => {
  const said = words(commands, line, connections)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const words = (commands: readonly Command[], line: string, connections: readonly string[]): string => {
  try {
    const parsed = parseLine(commands, line, { connections })
    return doing(parsed) + place(parsed)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return `type ${line}`
  }
}

const doing = ({ command, args }: Parsed): string => {
  if (command.kind === 'write') return phrase(command.says.ask, objectOf(command, args)).replaceAll(/[“”]/g, '')
  const typed = positionals(command)
    .filter(({ name }) => args[name] !== undefined)
    .map(({ name, kind }) => ({ text: textOf(args[name]), kind, joint: joint(command, name) }))
    .filter(({ text }) => text !== '')
  const [, noun = '', verb] = command.words
  const texts = typed.map(({ text }) => text).join(' ')
  if (command.press?.includes('…')) return phrase(command.press, texts).trim()
  if (command.press !== undefined) return texts === '' ? command.press : `${command.press} ${typed[0]?.joint} ${texts}`
  if (verb === 'show') return `show ${noun} ${texts}`.trim()
  if (verb !== undefined) return texts === '' ? `show ${verb} ${noun}` : `show ${verb} of ${noun} ${texts}`
  if (typed[0]?.kind === 'choice') return `show ${texts} ${noun}`
  return texts === '' ? `show ${noun}` : `show ${noun} ${typed[0]?.joint} ${texts}`
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? (typedPairs(value as Readonly<Record<string, string>>) ?? '…')
    : String(value)

// `show help on rule`, `show compliance of SSH hardening`, `show rules with ssh`.
const joint = (command: Command, arg: string): string => {
  if (command.kind === 'local') return 'on'
  if (command.kind === 'read' && command.compares) return arg
  return Object.hasOwn(command.names ?? {}, arg) ? 'of' : 'with'
}

const place = ({ command, on, other, onIfNoObject }: Parsed): string => {
  if (command.kind === 'local') return ''
  const at = on ?? onIfNoObject?.connection
  const short = (id: string) => id.slice(id.indexOf('/') + 1)
  const sides = [at, other].flatMap((id) => (id === undefined ? [] : [short(id)]))
  return sides.length === 0 ? '' : ` on ${sides.join(' and ')}`
}

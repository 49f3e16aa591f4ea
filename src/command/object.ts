import { insideQuotes } from '../quoted.ts'
import type { AnyWrite } from './define.ts'

type Written = Pick<AnyWrite, 'says' | 'joins' | 'names'>
type Values = Readonly<Record<string, unknown>>

/** A verb with what it is done to: `disable rule “SSH hardening”`; a verb with `…` in it takes that there. */
export const phrase = (verb: string, object: string): string =>
  verb.includes('…') ? verb.replace('…', () => object) : `${verb} ${object}`

/** The verb alone: `enable again` for `enable … again`. */
export const verbAlone = (verb: string): string => verb.replace(/ ?…/, '')

/**
 * What a write is about, each object with its kind and its name in quotes: `group “DMZ Linux” from rule “SSH hardening”`.
 * `order` names the arguments and the words between them; without it, the first argument and what a word joins to it.
 */
export const objectOf = (command: Written, args: Values, order = command.says.object): string => {
  const words = (order ?? usual(command, args)).split(' ').filter((word) => word !== '')
  const said = words.map((word) => (Object.hasOwn(args, word) ? named(command, word, args[word]) : word))
  return said.join(' ') || (command.says.subject ?? 'it')
}

const usual = ({ joins = {} }: Written, args: Values): string =>
  Object.keys(args)
    .flatMap((name, at) => (at === 0 ? [name] : joins[name] && args[name] !== undefined ? [joins[name], name] : []))
    .join(' ')

const named = ({ says, names = {} }: Written, arg: string, value: unknown): string => {
  const kind = says.kinds?.[arg] ?? (Object.hasOwn(names, arg) ? arg : '')
  const name = insideQuotes(nameOf(value))
  // What has a number is called by it.
  return `${kind} ${kind !== '' && /^#\d+$/.test(name) ? name : `“${name}”`}`.trimStart()
}

const nameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value)

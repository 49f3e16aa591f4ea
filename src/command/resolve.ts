import { UserError } from '../errors.ts'
import { holding } from '../holding.ts'
import { literal } from '../message/literal.ts'
import { quoted } from '../quoted.ts'
import { alike } from './alike.ts'
import type { Findable, Ref } from './finder.ts'
import { fold } from './fold.ts'
import { loose } from './loose.ts'
import { checkName } from './name.ts'
import { plural } from './plural.ts'
import { quotedName } from './typed.ts'

const MOST = 5
const NAMED = 3

/** Nothing is called so; its candidates are called something like it, and nobody named them. */
export class NoSuchName extends UserError {}

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

const labelled = (ref: Ref): string => `${ref.name} (${ref.id})`

/** Objects by name, and what each name is when it is compared loosely; worked out once, when it is first needed. */
interface Named {
  readonly refs: readonly Findable[]
  readonly loosely: () => readonly string[]
}

const namedOf = (refs: readonly Findable[]): Named => {
  let all: readonly string[] | undefined
  return {
    refs,
    loosely: () => {
      all ??= refs.map(({ name }) => loose(name))
      return all
    },
  }
}

/**
 * The objects that are called exactly so: by id, by name, by name whatever its case, by `name (id)`, or by what else it is
 * known by.
 */
const called = (text: string, refs: readonly Findable[]): readonly Findable[] => {
  const folded = fold(text)
  const ways: readonly ((ref: Findable) => boolean)[] = [
    (ref) => ref.id === text,
    (ref) => ref.name === text,
    (ref) => fold(ref.name) === folded,
    (ref) => text.endsWith(')') && labelled(ref) === text,
    ({ also }) => also?.some((other) => fold(other) === folded) ?? false,
  ]
  for (const way of ways) {
    const found = refs.filter(way)
    if (found.length > 0) return found
  }
  return []
}

/** The objects whose names read the same as what was typed, however a phone or Slack has spelled it. */
const alikeIn = (text: string, { refs, loosely }: Named, fits: (name: string, typed: string) => boolean) => {
  const typed = loose(text)
  if (typed === '') return []
  const names = loosely()
  return refs.filter((_, at) => fits(names[at] ?? '', typed))
}

/** The objects whose names hold every word of what was typed, as the lists find them. */
const holdersOf = (text: string, { refs, loosely }: Named): readonly Findable[] => {
  const typed = loose(text)
  if (typed === '') return []
  const [fits, names] = [holding(typed), loosely()]
  return refs.filter((_, at) => fits(names[at] ?? ''))
}

const found = (text: string, named: Named): readonly Findable[] => {
  const folded = fold(text)
  const ways: readonly (() => readonly Findable[])[] = [
    () => called(text, named.refs),
    () => alikeIn(text, named, (name, typed) => name === typed),
    () => named.refs.filter((ref) => fold(ref.name).startsWith(folded)),
    () => alikeIn(text, named, (name, typed) => name.startsWith(typed)),
    () => holdersOf(text, named),
  ]
  for (const way of ways) {
    const some = way()
    if (some.length > 0) return some
  }
  return []
}

const typable = (text: string): boolean => {
  try {
    checkName('object', text)
    return quotedName(text) !== undefined
  } catch {
    return false
  }
}

/** What to type after a command for an object: its name, in quotes if it needs them, else its id. */
export const typedName = ({ id, name }: Ref): string => (typable(name) ? (quotedName(name) ?? id) : id)

/** What to type for an object: its name if that means it and nothing else, else with its id, else the id. */
const offer = (ref: Ref, named: Named): string => {
  const context = (text: string) => {
    const [one, ...others] = found(text, named)
    return typable(text) && one === ref && others.length === 0
  }
  return [ref.name, labelled(ref)].find(context) ?? ref.id
}

/** True if an object is called exactly so; a prefix does not count. */
export const exactly = (text: string, refs: readonly Findable[]): boolean =>
  called(text, refs).length > 0 || alikeIn(text, namedOf(refs), (name, typed) => name === typed).length > 0

/** What an error says of where to look. */
interface Hints {
  /** The command that lists the objects, if there is one. */
  readonly list?: string | undefined
  /** Which objects the system does not list, one sentence. */
  readonly unlisted?: string | undefined
}

/**
 * The one object that a text means: exact id, exact name, name whatever its case, name as phones and Slack spell it, then
 * unique beginning, then the only name that holds all its words. Throws UserError whose candidates each resolve when
 * typed.
 */
export const resolve = (what: string, text: string, refs: readonly Findable[], { list, unlisted }: Hints = {}): Ref => {
  const wanted = text.trim()
  if (wanted === '') throw new UserError(`The name of the ${what} is empty.`)
  const named = namedOf(refs)
  const matches = found(wanted, named)
  const [one] = matches
  if (one !== undefined && matches.length === 1) return one
  const said = `“${literal(wanted, 60)}”`
  if (matches.length > 1) {
    const offered = matches.slice(0, MOST).map((ref) => offer(ref, named))
    const how = matches.length > MOST ? `type more of the name; ${MOST} of them are below` : 'choose one of those below'
    throw new UserError(`${said} could be ${matches.length.toLocaleString('en-US')} ${plural(what)}: ${how}.`, offered)
  }
  const listing = (list === undefined ? '' : ` “/${list}” lists them.`) + (unlisted === undefined ? '' : ` ${unlisted}`)
  const near = alike(wanted, refs, MOST)
  if (near.length === 0) throw new UserError(`No ${what} is called ${said} or anything like it.${listing}`)
  const names = [...new Set(near.map(({ name }) => quoted(literal(name, 60))))].slice(0, NAMED)
  throw new NoSuchName(
    `No ${what} is called ${said}. Did you mean ${either(names)}?${listing}`,
    near.map((ref) => offer(ref, named)),
  )
}

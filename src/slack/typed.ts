import { unmarked } from '../command/loose.ts'

import { lineWithin } from './formatted.ts'

/** The words of the slash commands: the bot's own, and what each begins with. */
export interface SlashPrefixes {
  readonly own: string
  readonly prefix: string
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** Names of people and channels, by their id, as far as they were looked up. */
export type NamesById = ReadonlyMap<string, string>

const nobody: NamesById = new Map()
/** What Slack puts in place of a person, a channel, a group, a date or an address: `<@U07ANA|ana>`. */
const reference = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g
/** How many ids of one text are looked up. */
const most = 5

/** How long Slack can make the longest line by escaping and linking; more is neither read nor stored. */
const longestText = 24_000

/** A line that somebody typed, and the ids in it that have no name yet. */
interface Typed {
  readonly line: string
  /** How many characters it has, if these are too many to read; then the line is only its beginning. */
  readonly tooLong?: number
  readonly naming?: { readonly ids: readonly string[]; readonly line: (names: NamesById) => string }
}

/** What a person typed as a line, if it isn't too long for one; the ids of `but` need no name. */
export const typedIn = (text: string, read: (names?: NamesById) => string, but?: string): Typed =>
  text.length > longestText
    ? { line: `${storable(text.slice(0, 100))}…`, tooLong: text.length }
    : { line: read(), naming: { ids: unnamed(text).filter((id) => id !== but), line: read } }

/** A text without NUL, which PostgreSQL stores in none; everything else of it is kept. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd')

/** The ids of people and channels that a text contains without their names. */
export const unnamed = (text: string): readonly string[] => {
  const ids = [...text.matchAll(reference)].flatMap(([, kind = '', id = '', label = '']) =>
    (kind === '@' || kind === '#') && label === '' && /^[A-Z0-9]+$/.test(id) ? [id] : [],
  )
  return [...new Set(ids)].slice(0, most)
}

/**
 * What a person typed: Slack escapes three characters, and writes people, channels, dates and links its own way. No id is
 * shown.
 */
export const plainText = (text: string, names: NamesById = nobody): string =>
  storable(text)
    .replace(reference, (_, kind: string, id: string, label = '') => {
      if (kind === '@') return `@${label || names.get(id) || 'someone'}`
      if (kind === '#') return `#${label || names.get(id) || 'channel'}`
      return kind === '!' ? special(id, label) : label || id.replace(/^(?:mailto|tel):/, '')
    })
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)

/** `<!here>`, `<!subteam^S0OPS|@ops>`, `<!date^1392734382^{date}|18 February>`. */
const special = (id: string, label: string): string => {
  const [what = '', first = ''] = id.split('^')
  if (what !== 'date') return `@${(label || (what === 'subteam' ? 'group' : what)).replace(/^@/, '')}`
  const at = new Date(Number(first) * 1000)
  return label || (Number.isNaN(at.getTime()) ? 'date' : at.toISOString())
}

/** The line of a slash command: `/stg-rudder compliance` is `rudder compliance`, and the bot's own word is always `cox`. */
export const lineOf = (command: string, text: string, words: SlashPrefixes, names: NamesById = nobody): string =>
  `${ownWord(command, words)} ${plainText(lineWithin(text, undefined), names)}`.trim()

/** The line of a message: without its formatting and mentions of the bot; the bot's own word and a slash are understood. */
export const lineIn = (
  text: string,
  bot: string | undefined,
  words: SlashPrefixes,
  names: NamesById = nobody,
): string => {
  const said = plainText(lineWithin(text, bot), names).trim()
  const end = said.search(/\s/)
  const [first, rest] = end === -1 ? [said, ''] : [said.slice(0, end), said.slice(end)]
  return `${ownWord(unmarked(first), words)} ${rest.trim()}`.trim() || 'cox'
}

const ownWord = (typed: string, { own, prefix }: SlashPrefixes): string => {
  const word = storable(typed).replace(/^\//, '').toLowerCase()
  const bare = word.startsWith(prefix) ? word.slice(prefix.length) : word
  return bare === own ? 'cox' : bare
}

/** A line as it is typed in this workspace: `/stg-rudder compliance`; bare if something else stands before it. */
export const lineAsTyped = (line: string, { own, prefix }: SlashPrefixes, before?: string): string => {
  const bare = line.replace(/^\//, '').replace(/^cox(?=\s|$)/, own)
  return before === undefined ? `/${prefix}${bare}` : bare
}

import type { Words } from './face.ts'

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** A text without NUL, which PostgreSQL stores in none; everything else of it is kept. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd')

/** What a person typed: Slack escapes three characters, and writes people, channels and links its own way. */
export const plainText = (text: string): string =>
  storable(text)
    .replace(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, kind: string, id: string, label?: string) => {
      if (kind === '') return label ?? id
      return `${kind === '#' ? '#' : '@'}${label ?? id}`
    })
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)

/** The line of a slash command: `/stg-rudder compliance` is `rudder compliance`, and the bot's own word is always `cox`. */
export const lineOf = (command: string, text: string, { own, prefix }: Words): string => {
  const word = storable(command).replace(/^\//, '').toLowerCase()
  const bare = word.startsWith(prefix) ? word.slice(prefix.length) : word
  return `${bare === own ? 'cox' : bare} ${plainText(text)}`.trim()
}

/** The line of a message: without the mention of the bot before it; the bot's own word and a slash are understood. */
export const lineIn = (text: string, botUser: string, words: Words): string => {
  const said = text.replace(new RegExp(`^\\s*<@${botUser}(?:\\|[^>]*)?>[:,]?\\s*`), '').trim()
  const [first = '', ...rest] = said.split(/(?<=^\S+)\s+/)
  return first === '' ? 'cox' : lineOf(first, rest.join(' '), words)
}

/** A line as it is typed in this workspace: `/stg-rudder compliance`. */
export const asTyped = (line: string, { own, prefix }: Words): string =>
  `/${prefix}${line.replace(/^\//, '').replace(/^cox(?=\s|$)/, own)}`

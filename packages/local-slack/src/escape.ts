import { ids } from './ids.ts'
import type { Workspace } from './workspace.ts'

/** The three characters that Slack escapes; what is escaped already stays as it is. */
const escaped = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

// In what is escaped: an id that the page has put, a name, an address, a mail address, a host.
const byId = /&lt;(?<mark>[@#])(?<id>[A-Z0-9]+)(?:\|(?:[^&]|&amp;)*)?&gt;/
const byName = /(?<!\S)(?<sign>[@#])(?<name>[\w.-]*\w)/
const address = /(?<!\S)(?<address>https?:\/\/(?:(?!&[lg]t;)[^\s|])+)/
const mail = /(?<!\S)(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)(?!\S)/
const host = /(?<![\w@./:-])(?<host>[a-z0-9-][a-z0-9.-]*\.[a-z]{2,3}(?:\/(?:(?!&[lg]t;)[^\s|])*)?)(?![\w.@-])/
const tops = ['com', 'net', 'org', 'io', 'dev', 'eu', 'fr', 'de']
const isHost = (host: string): boolean => {
  const labels = (host.split('/')[0] ?? '').split('.')
  return labels.every((label) => label !== '') && tops.includes(labels.at(-1) ?? '')
}
const special = new RegExp([byId, byName, address, mail, host].map(({ source }) => source).join('|'), 'g')

/**
 * A text as Slack hands on what was typed: escaped, hosts and addresses made links, `@ana` and `#ops` named by id.
 * Mentions that are written by id already stay. With `names`, as in slash commands, each id has its name after it;
 * without, that of a channel is empty.
 */
export const written = ({ state }: Workspace, typed: string, { names }: { readonly names: boolean }): string => {
  const person = (word: string) => {
    const found = state.accounts.find((one) => one.word === word.toLowerCase() || one.id === word)
    return found && `<@${found.id}${names ? `|${found.word}` : ''}>`
  }
  const channel = (word: string) => {
    const found = state.rooms.find(({ id, name, kind }) => kind !== 'direct' && (name === word || id === word))
    return found && `<#${found.id}|${names ? found.name : ''}>`
  }
  const meant = (whole: string, { mark, id, sign, name, address, mail, host }: Record<string, string | undefined>) => {
    if (address !== undefined) return `<${address}>`
    if (mail !== undefined) return `<mailto:${mail}|${mail}>`
    if (host !== undefined) return !isHost(host) ? whole : `<http://${host}|${host}>`
    const word = id ?? name ?? ''
    return ((mark ?? sign) === '@' ? person(word) : channel(word)) ?? whole
  }
  return escaped(typed).replace(special, (...found) => meant(found[0], found.at(-1)))
}

/** True where a text mentions the bot. */
export const mentionsBot = (text: string): boolean => text.includes(`<@${ids.botUser}>`)

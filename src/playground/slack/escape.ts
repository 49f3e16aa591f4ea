import { ids } from './ids.ts'
import type { Workspace } from './workspace.ts'

/** The three characters that Slack escapes; what is escaped already stays as it is. */
const escaped = (text: string): string =>
  text
    .replace(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const site = /(?<![\w@./:-])((?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|eu|fr|de)(?:\/[^\s<>]*)?)(?![\w.@-])/gi

const linked = (text: string): string =>
  text
    .split(/(\S+)/)
    .map((word) => {
      if (/^https?:\/\/\S+$/.test(word)) return `<${word}>`
      if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(word)) return `<mailto:${word}|${word}>`
      return word.replace(site, (found) => `<http://${found}|${found}>`)
    })
    .join('')

/**
 * A text as Slack hands on what was typed: escaped, hosts and addresses made links, `@ana` and `#ops` named by id.
 * Mentions that are written by id already stay. With `names`, as in slash commands, each id has its name after it.
 */
export const written = ({ state }: Workspace, typed: string, { names }: { readonly names: boolean }): string => {
  const person = (word: string) => {
    const lower = word.toLowerCase()
    const found = state.accounts.find((one) => one.word === lower || one.id === word)
    return found && `<@${found.id}${names ? `|${found.word}` : ''}>`
  }
  const channel = (word: string) => {
    const found = state.rooms.find(({ id, name, kind }) => kind !== 'direct' && (name === word || id === word))
    return found && `<#${found.id}|${names || found.kind === 'public' ? found.name : ''}>`
  }
  return linked(escaped(typed))
    .replace(/&lt;@([A-Z0-9]+)(?:\|[^&]*)?&gt;/g, (whole, id: string) => person(id) ?? whole)
    .replace(/&lt;#([A-Z0-9]+)(?:\|[^&]*)?&gt;/g, (whole, id: string) => channel(id) ?? whole)
    .replace(/(^|\s)@([\w.-]*\w)/g, (whole, before: string, word: string) => {
      const found = person(word)
      return found ? `${before}${found}` : whole
    })
    .replace(/(^|\s)#([\w-]+)/g, (whole, before: string, word: string) => {
      const found = channel(word)
      return found ? `${before}${found}` : whole
    })
}

/** True where a text mentions the bot. */
export const mentionsBot = (text: string): boolean => text.includes(`<@${ids.botUser}>`)

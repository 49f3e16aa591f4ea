import type { AnyWrite } from './define.ts'
import type { Command } from './load.ts'

const code = (text: string): string => `\`${text}\``

const endpoint = ({ system }: AnyWrite, name: string): string => code(system.operations[name]?.endpoint ?? name)

/** `enabled`, or what else it is that the request makes of the object. */
const sent = (command: AnyWrite): string => {
  const fields = (command.sends ?? []).map(code).join(', ')
  return `${endpoint(command, command.writes)}${fields && `: ${fields}`}`
}

const unseen = ({ reads, elsewhere = {} }: AnyWrite): string => {
  if (reads.length === 0) return 'everything: nothing is compared, and doing it twice does no harm'
  return Object.values(elsewhere).join('; ') || 'nothing else'
}

const compared = ({ labels, preconditions = {} }: AnyWrite): string => {
  const names = [...Object.values(labels), ...Object.values(preconditions).map(({ label }) => label)]
  return [...new Set(names.map((name) => name.toLowerCase()))].join(', ') || 'nothing'
}

const row = ({ name, ...command }: Command & AnyWrite): string =>
  `| ${[
    code(name),
    command.reads.map((read) => endpoint(command, read)).join(', ') || 'none',
    compared(command),
    unseen(command),
    sent(command),
  ].join(' | ')} |`

/** For each write: its last read, what that compares, what the plan relies on that it cannot see, and what is sent. */
export const lastReadTable = (commands: readonly Command[]): string =>
  [
    '| write | last read | compares | relies on, compared by the plan only | sends |',
    '|---|---|---|---|---|',
    ...commands.flatMap((command) => (command.kind === 'write' ? [row(command)] : [])),
  ].join('\n')

const begin = '<!-- Generated from commands/ by `npm run docs`: begin -->'
const end = '<!-- end -->'

/** A page with the table between its marks brought up to date; throws TypeError if it has none. */
export const withLastReads = (page: string, commands: readonly Command[]): string => {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from === -1 || to < from) throw new TypeError('the page has no marks for the table of last reads')
  return `${page.slice(0, from)}${begin}\n${lastReadTable(commands)}\n${page.slice(to)}`
}

import type { Command } from './command.ts'
import { systemOf } from './command.ts'
import type { Line } from './line-words.ts'
import { loose } from './loose.ts'

/** What is done to a watch that is there, by its number. */
const verbs: ReadonlySet<string> = new Set(['pause', 'resume', 'remove', 'test', 'change'])

/** A line about a watch, as the parser gives it. */
interface WatchedLine {
  readonly command: Command
  readonly args: { readonly line: string } | { readonly watch: string; readonly clauses: string }
  readonly line: string
}

/** `cox watch change 12 when failing > 20`. */
const changeIn = (commands: readonly Command[], { text, words }: Line): WatchedLine | undefined => {
  const [, , verb, watch, first] = words
  const command = commands.find(({ name }) => name === 'cox watch change')
  if (!command || !verb || !watch || !first || loose(verb.text) !== 'change') return undefined
  return { command, args: { watch: watch.text, clauses: text.slice(first.start) }, line: text }
}

/**
 * The watch that a line begins: `rudder watch compliance every 5m …`, or the same with the command behind `cox watch`. What
 * follows is kept as it was typed, because it has a grammar of its own. The same for a watch that is changed. Undefined for
 * every other line.
 */
export const watchedIn = (commands: readonly Command[], { text, words }: Line): WatchedLine | undefined => {
  const [first, second, third] = words
  if (!first || !second || !third || [first, second].some(({ quoted, flag }) => quoted || flag !== undefined))
    return undefined
  const command = commands.find(({ name }) => name === 'cox watch')
  if (!command || loose(second.text) !== 'watch') return undefined
  const system = loose(first.text)
  const typed = text.slice(third.start)
  const line = system === 'cox' ? typed : `${system} ${typed}`
  if (system === 'cox' && verbs.has(loose(third.text)) && words.length === 4) return undefined
  const change = system === 'cox' ? changeIn(commands, { text, words }) : undefined
  if (change) return change
  if (system !== 'cox' && !commands.some((one) => systemOf(one) === system)) return undefined
  const isHelp = words.length === 3 && ['?', 'help'].includes(third.text)
  return isHelp ? undefined : { command, args: { line }, line: text }
}

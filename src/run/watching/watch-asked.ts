import type { AnyRead } from '../../command/define.ts'
import type { Command } from '../../command/load.ts'
import { parseLine } from '../../command/parse.ts'
import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import { listed } from '../../policy/scope-words.ts'
import { splitWatch } from '../../watch/line/split-line.ts'
import type { WatchClauses } from '../../watch/line/watch-line.ts'
import type { Context } from '../context.ts'
import { channelNoise } from './noise.ts'

/** What is known where a line is understood. */
interface Known {
  readonly commands: readonly Command[]
  /** The ids of the connections. */
  readonly connections: readonly string[]
}

/** A watch as a line asks for it; its names are still text. */
export interface WatchAsked {
  readonly line: string
  readonly command: Command & AnyRead
  readonly clauses: WatchClauses
}

/** What a line asks to be watched: `rudder compliance every 5m when failing > 10`. Throws UserError for what can't be watched. */
export const watchAsked = (known: Known, typed: string): WatchAsked => {
  const { watch, doubt } = splitWatch(typed)
  const { line: named, ...clauses } = watch
  const line = spelled(known, named)
  refuseIdlePing(clauses)
  return { line, command: readIn(known, line, doubt), clauses }
}

/** Throws UserError for a ping without an alert. */
export const refuseIdlePing = ({ ping, posts }: WatchClauses): void => {
  if (ping === undefined || (posts !== undefined && posts !== 'changes')) return
  throw new UserError(
    'Only an alert pings somebody. Add a condition, such as “when failing > 10”, or leave out “ping”.',
  )
}

/** Throws UserError unless the settings let watches ping that group in the channel. */
export const mayPing = (
  context: Pick<Context, 'alerts' | 'shared'>,
  channel: string,
  { ping }: Pick<WatchClauses, 'ping'>,
): void => {
  if (ping === undefined) return
  const { groups } = channelNoise(context, channel)
  if (groups.has(ping.group.toLowerCase())) return
  const all = [...groups.keys()].map((name) => `@${name}`)
  throw new UserError(
    all.length === 0
      ? 'Nobody can be pinged in this channel. Leave out “ping”, or have the group added to “alerts.groups” of the settings.'
      : `@${literal(ping.group, 60)} can't be pinged in this channel, only ${listed(all, 'or')}.`,
  )
}

/** The line with its command: `redash Failed payments` is `redash run Failed payments`, unless it names another one. */
const spelled = ({ commands, connections }: Known, line: string): string => {
  const reads = (text: string): boolean => {
    try {
      parseLine(commands, text, { connections })
      return true
    } catch (error) {
      if (error instanceof UserError) return false
      throw error
    }
  }
  const [system = '', ...rest] = line.split(' ')
  const usual = commands.find((one) => one.kind === 'read' && one.watched && one.system.name === system)
  if (!usual || reads(line)) return line
  const whole = `${usual.name} ${rest.join(' ')}`
  return reads(whole) ? whole : line
}

/** The command of a line, which must read one system. */
const readIn = ({ commands, connections }: Known, line: string, doubt: string | undefined): Command & AnyRead => {
  const command = understood(() => parseLine(commands, line, { connections }).command, doubt)
  if (command.kind === 'write') throw new UserError(`“${line}” changes something. Only what reads can be watched.`)
  if (command.kind === 'local') throw new UserError(`“${line}” reads no system, so it can't be watched.`)
  if (command.compares) throw new UserError('A comparison of two connections can’t be watched. Watch one of them.')
  return command
}

/** What a line says; if it isn't understood, also why an earlier word of it began no clause. */
const understood = <T>(parse: () => T, doubt: string | undefined): T => {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof UserError) || doubt === undefined) throw error
    throw new UserError(`${error.message} ${doubt}`, error.candidates)
  }
}

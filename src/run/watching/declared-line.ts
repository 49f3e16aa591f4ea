import type { Command } from '../../command/load.ts'
import { parseLine } from '../../command/parse.ts'
import { UserError } from '../../errors.ts'
import { choose } from '../choose.ts'
import { type WatchAsked, watchAsked } from './watch-asked.ts'

/** A connection as far as a line needs it. */
export type DeclaredConnection = Parameters<typeof choose>[0]['connections'][number]

/** A watch of the settings as its line asks for it, and the connection that it reads. */
export interface DeclaredLine extends WatchAsked {
  readonly connection: string
  /** True if it reads at a time of day, which is one of some time zone. */
  readonly namesTimes: boolean
}

const exampleOf = (commands: readonly Command[]): string => {
  const [example] = commands.find(({ name }) => name === 'cox watch')?.examples ?? []
  return example === undefined ? '' : `, as in “/${example}”`
}

/**
 * What the settings want to be watched: `/rudder watch compliance every 5m when failing > 10`. No server is asked, so names
 * are still text. Throws UserError for what can't be watched in that channel.
 */
export const declaredLine = (
  {
    commands,
    connections,
  }: { readonly commands: readonly Command[]; readonly connections: readonly DeclaredConnection[] },
  { line: typed, channel }: { readonly line: string; readonly channel: string },
): DeclaredLine => {
  const ids = connections.map(({ connection }) => connection.id)
  const parsed = parseLine(commands, typed.trim(), { connections: ids })
  const { line } = parsed.args
  if (parsed.command.name !== 'cox watch' || typeof line !== 'string')
    throw new UserError(`It is no watch: the word “watch” follows the system${exampleOf(commands)}.`)
  const asked = watchAsked({ commands, connections: ids }, line)
  if (asked.command.answers === 'personal')
    throw new UserError(
      `What “${asked.command.name}” reads is for whoever asks, so the settings can't have it watched.`,
    )
  const { on } = parseLine(commands, asked.line, { connections: ids })
  const { system } = asked.command
  const found = choose({ connections }, { system: system.name, on, channel, writes: false })
  const { schedule } = asked.clauses
  const namesTimes = schedule !== undefined && 'at' in schedule
  return { ...asked, connection: found.connection.id, namesTimes }
}

import { type Command, systemOf } from '../command/command.ts'
import type { Context } from './context.ts'

/** The bot's own commands and those of systems that have a connection: the others can't be run by anybody. */
export const connectedCommands = ({
  commands,
  connections,
}: Pick<Context, 'commands' | 'connections'>): readonly Command[] => {
  const systems = new Set(['cox', ...connections.map(({ connection }) => connection.system.name)])
  return commands.filter((command) => systems.has(systemOf(command)))
}

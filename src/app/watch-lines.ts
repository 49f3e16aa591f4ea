import type { Command } from '../command/command.ts'
import type { Systems } from '../config.ts'
import { UserError } from '../errors.ts'
import { declaredLine } from '../run/watching/declared-line.ts'

/** Understands the lines of `watches:` with these commands. */
export const watchLines =
  (commands: readonly Command[]): NonNullable<Systems[string]['watch']> =>
  ({ line, channel, connections: known }) => {
    const connections = known.map(({ id, isDefault, channels }) => {
      const [system = '', name = ''] = id.split('/')
      return { name, isDefault, channels, connection: { id, system: { name: system } } }
    })
    try {
      const { clauses, namesTimes } = declaredLine({ commands, connections }, { line, channel })
      return { namesTimes, ping: clauses.ping?.group }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return { mistake: error.message }
    }
  }

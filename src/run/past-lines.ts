import type { AnyRead } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { parseLine } from '../command/parse.ts'
import type { Past, PastArgs } from '../command/past.ts'
import { UserError } from '../errors.ts'
import { type PastLine, pastLines } from '../store/past-lines.ts'
import { choose } from './choose.ts'
import type { Context } from './context.ts'
import type { Seen } from './seen.ts'

/** How many different lines are looked at. */
const most = 200

/** A command that runs, for whom and where. */
interface PastFor {
  readonly context: Context
  readonly command: Command & AnyRead
  readonly connection: string
  readonly person: string
  readonly channel: string | undefined
  readonly seen: Seen
}

/** What was asked before of the command that runs now, on the same connection. */
export const pastOf = async ({
  context,
  command,
  connection: id,
  person,
  channel: here,
  seen,
}: PastFor): Promise<Past> => {
  const { commands, world, store } = context
  const connections = context.connections.map((one) => one.connection.id)
  const argsOf = ({ line, channel, times }: PastLine): PastArgs | undefined => {
    try {
      const parsed = parseLine(commands, line, { connections })
      const { connection = parsed.on, args } = parsed.onIfNoObject ?? { args: parsed.args }
      const where = { system: command.system.name, on: connection, channel: channel ?? undefined, writes: false }
      const isSame = parsed.command.name === command.name && choose(context, where).connection.id === id
      return isSame ? { args, times } : undefined
    } catch (error) {
      // It was fine with other settings, or with another version.
      if (error instanceof UserError) return undefined
      throw error
    }
  }
  const isName = (name: string) => Object.hasOwn(command.names ?? {}, name)
  const namesOf = ({ args, times }: PastArgs): PastArgs => ({
    args: Object.fromEntries(Object.entries(args).filter(([name]) => isName(name))),
    times,
  })
  const read = async (of: Parameters<typeof pastLines>[1]): Promise<readonly PastArgs[]> =>
    (await pastLines(store.db, of, { command: command.name, now: world.clock.now(), limit: most })).flatMap(
      (line) => argsOf(line) ?? [],
    )
  const [own, top] = await Promise.all([read({ person }), here === undefined ? [] : read({ channel: here })])
  return { own: seen.to === 'channel' ? own.map(namesOf) : own, here: top.map(namesOf) }
}

import type { AnyRead, AnyWrite } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { resolve } from '../command/resolve.ts'

/** The command that lists what a name may be, if there is one: `rudder rules` for `rule`. */
const lister = (commands: readonly Command[], { system }: AnyRead | AnyWrite, what: string): string | undefined =>
  commands.find(({ name }) => name === `${system.name} ${what}s`)?.name

/** The arguments with every name resolved to `{id, name}`; throws UserError with candidates where one is not clear. */
export const named = async (
  commands: readonly Command[],
  command: AnyRead | AnyWrite,
  args: Readonly<Record<string, unknown>>,
  api: unknown,
): Promise<Readonly<Record<string, unknown>>> => {
  const resolved: Record<string, unknown> = { ...args }
  for (const [name, find] of Object.entries(command.names ?? {})) {
    const text = args[name]
    if (typeof text !== 'string') continue
    resolved[name] = resolve(name, text, await find(api, text), lister(commands, command, name))
  }
  return resolved
}

import type { AnyRead, AnyWrite } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { resolve } from '../command/resolve.ts'
import { asTyped } from '../command/typed.ts'
import { UserError } from '../errors.ts'

/** The command that lists what a name may be, if there is one: `rudder rules` for `rule`. */
const lister = (commands: readonly Command[], { system }: AnyRead | AnyWrite, what: string): string | undefined =>
  commands.find(({ name }) => name === `${system.name} ${what}s`)?.name

/** Candidates as whole lines that can be typed as they are. */
const asLines = <T>({ name }: Command, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const typed = error.candidates.flatMap((candidate) => asTyped(candidate) ?? [])
    throw new UserError(
      error.message,
      typed.map((candidate) => `${name} ${candidate}`),
    )
  }
}

/** The arguments with every name resolved to `{id, name}`; throws UserError with candidates where one is not clear. */
export const named = async (
  commands: readonly Command[],
  command: Command & (AnyRead | AnyWrite),
  args: Readonly<Record<string, unknown>>,
  api: unknown,
): Promise<Readonly<Record<string, unknown>>> => {
  const resolved: Record<string, unknown> = { ...args }
  for (const [name, find] of Object.entries(command.names ?? {})) {
    const text = args[name]
    if (typeof text !== 'string') continue
    const refs = await find(api, text)
    resolved[name] = asLines(command, () => resolve(name, text, refs, lister(commands, command, name)))
  }
  return resolved
}

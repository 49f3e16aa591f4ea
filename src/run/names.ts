import type { AnyRead, AnyWrite } from '../command/define.ts'
import { resolve } from '../command/resolve.ts'

/** The arguments with every name resolved to `{id, name}`; throws UserError with candidates where one is not clear. */
export const named = async (
  command: AnyRead | AnyWrite,
  args: Readonly<Record<string, unknown>>,
  api: unknown,
): Promise<Readonly<Record<string, unknown>>> => {
  const resolved: Record<string, unknown> = { ...args }
  for (const [name, find] of Object.entries(command.names ?? {})) {
    const text = args[name]
    if (typeof text === 'string') resolved[name] = resolve(name, text, await find(api, text))
  }
  return resolved
}

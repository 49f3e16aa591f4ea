import type { AnyLocal, AnyRead, AnyWrite } from './define.ts'

interface Spelled {
  /** `rudder rule disable` */
  readonly name: string
  readonly words: readonly string[]
  /** The file that defines it. */
  readonly file: string
}

/** A definition with the name that its path spells. */
export type Command = (AnyRead & Spelled) | (AnyWrite & Spelled) | (AnyLocal & Spelled)

/** The word of the system that a command belongs to; `cox` for those about the bot itself. */
export const systemOf = (command: Command): string => (command.kind === 'local' ? 'cox' : command.system.name)

/** Every scope that the command can come to need: what it reads, and for a write the scope of its one operation. */
export const scopesOf = (command: Command): readonly string[] => {
  if (command.kind !== 'write') return command.scopes
  const writes = command.system.operations[command.writes]?.scope
  return writes === undefined ? command.scopes : [...command.scopes, writes]
}

/** The scopes that only some of the objects of a read take; a person without them may still run it for the others. */
export const optionalScopesOf = (command: Command): readonly string[] =>
  command.kind === 'read' ? (command.optionalScopes ?? []) : []

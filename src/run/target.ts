import type { AnyRead, AnyWrite } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import type { Parsed } from '../command/parse.ts'
import { exactly } from '../command/resolve.ts'
import { UserError } from '../errors.ts'
import { bind } from '../systems/bind.ts'
import type { Connection } from '../systems/system.ts'
import { viewOf } from '../systems/view.ts'
import { choose } from './choose.ts'
import type { Context } from './context.ts'
import type { Doing } from './doing.ts'
import { resolveNames } from './names.ts'

type Remote = Command & (AnyRead | AnyWrite)

/** Where a line goes and what its names stand for there. */
export interface ResolvedLine {
  readonly connection: Connection
  /** Of a comparison: what it is compared with. */
  readonly other?: Connection
  readonly args: Readonly<Record<string, unknown>>
  /** True if the line says which connection. */
  readonly isNamed: boolean
  /** When reading started, in milliseconds since 1970. */
  readonly now: number
}

interface Asking {
  readonly channel: string | undefined
  readonly signal: AbortSignal
  /** Throws if the person may not do this there; called before anything is read. */
  readonly allow: (connection: Connection) => Promise<void>
  /** What the line is doing, once it has its turns. */
  readonly begun: (connection: Connection) => Doing
  /** Waits until the line may run there. */
  readonly turn: (connection: Connection) => AsyncGenerator<Doing, void, void>
  /** The same without a refusal in the audit log, if the line may mean another connection. */
  readonly may: (connection: Connection) => boolean
}

/** The connection that a line goes to, allowed there, and its names resolved there; only names are looked up. */
export async function* targetOf(
  context: Context,
  command: Remote,
  parsed: Parsed,
  asking: Asking,
): AsyncGenerator<Doing, ResolvedLine, void> {
  const { onIfNoObject: instead } = parsed
  const spelled = instead && !(await hasObject(context, command, parsed, asking)) ? instead : undefined
  const on = spelled?.connection ?? parsed.on
  const connection = connectionOf(context, command, on, asking.channel)
  const other = parsed.other === undefined ? undefined : connectionOf(context, command, parsed.other, asking.channel)
  if (other === connection)
    throw new UserError(`That is ${connection.id} twice. Name two that are to be compared, such as “prod staging”.`)
  if (other) await asking.allow(other)
  await asking.allow(connection)
  // Always in the same order, so that two comparisons never wait for each other.
  const all = [connection, ...(other ? [other] : [])].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const each of all) yield* asking.turn(each)
  const now = context.world.clock.now()
  yield asking.begun(connection)
  const named = { api: bind(connection, command.scopes, asking.signal), view: viewOf(connection, command.scopes) }
  const [args] = await Promise.all([
    resolveNames(context.commands, command, spelled?.args ?? parsed.args, named).catch(orMeant(parsed)),
    // In the meantime, because the other connection is read only once the names are resolved.
    other?.ready(),
  ])
  return { connection, args, isNamed: on !== undefined, now, ...(other && { other }) }
}

/** A name that nothing has may be a verb that was nearly typed: that line is offered first. */
const orMeant =
  ({ meant }: Parsed) =>
  (error: unknown): never => {
    if (!(error instanceof UserError) || meant === undefined) throw error
    throw new UserError(error.message, [meant, ...error.candidates])
  }

const connectionOf = (
  context: Context,
  { kind, system }: Remote,
  on: string | undefined,
  channel: string | undefined,
): Connection => choose(context, { system: system.name, on, channel, writes: kind === 'write' }).connection

/** `… on staging` at the end may be part of a name: true if an object of the usual connection is called exactly so. */
const hasObject = async (
  context: Context,
  command: Remote,
  parsed: Parsed,
  { channel, signal, may }: Asking,
): Promise<boolean> => {
  const name = parsed.onIfNoObject?.name ?? ''
  const find = command.names?.[name]
  if (!find) return false
  try {
    const usual = connectionOf(context, command, undefined, channel)
    if (!may(usual)) return false
    const text = String(parsed.args[name])
    return exactly(text, await find(bind(usual, command.scopes, signal), text, viewOf(usual, command.scopes)))
  } catch {
    // Not reachable or not allowed there: then the line can only mean the connection that it spells.
    return false
  }
}

import type { AnyWrite, Json, Plan } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { UserError } from '../errors.ts'
import { knownReach, type Reach } from '../reach.ts'
import { bind } from '../systems/bind.ts'
import type { Operation } from '../systems/operation.ts'
import { sha256 } from '../systems/request.ts'
import type { Connection } from '../systems/system.ts'
import type { Means } from './means.ts'
import { unknownOpener, withUnknown } from './opener.ts'
import { same } from './same.ts'

export type WriteCommand = Command & AnyWrite
export type Arguments = Readonly<Record<string, unknown>>

/** A write as it would be now: what was looked at, the one call, and who must confirm it. */
export interface Draft {
  readonly call: Readonly<Record<string, unknown>>
  readonly before: Json
  readonly after: Json
  readonly reach: Reach
  /** Null if they cannot be told. */
  readonly tags: readonly string[] | null
  readonly people: number
  readonly because: string | undefined
  /** sha256 of connection URL, command, call, before, after and what the plan rests on: what a confirmation is bound to. */
  readonly fingerprint: string
  readonly plan: Plan<unknown, Json>
}

/** What is to be written: a command's own change, or the way back from one that was applied. */
export interface Intent {
  readonly command: WriteCommand
  readonly connection: Connection
  readonly args: Arguments
  readonly reason: string | undefined
  readonly undoes?: { readonly before: Json; readonly after: Json }
}

/** The operation that a write command may propose. */
export const operationOf = ({ system, writes }: AnyWrite): Operation => {
  const operation = (system.operations as Readonly<Record<string, Operation>>)[writes]
  if (operation?.kind !== 'write') throw new TypeError(`${writes} is not a write operation of ${system.name}`)
  return operation
}

/** Looks at the present state; parsed by the command's schema. */
export const look = async ({ command, connection, args }: Intent, signal?: AbortSignal): Promise<Json> =>
  command.state.parse(await command.look({ args, api: bind(connection, command.scopes, signal) }))

/** Thrown where there is nothing to write because the state is already as asked. */
export class NothingToDo extends UserError {}

/**
 * Looks and plans: reads only. Throws UserError where the command cannot be planned, NothingToDo where the state is as
 * asked already, SystemError where the system does not answer.
 */
export const draft = async (
  intent: Intent,
  { policy, store }: Pick<Means, 'policy' | 'store'>,
  signal?: AbortSignal,
): Promise<Draft> => {
  const { command, connection, args, reason, undoes } = intent
  const back = undoes && command.undo?.({ args, before: undoes.before })
  if (undoes && !back) throw new UserError('This cannot be undone from here.')
  const before = await look(intent, signal)
  if (undoes && !same(before, undoes.after)) {
    throw new UserError('It was changed again since, so there is nothing to undo. Look at it and decide anew.')
  }
  const plan = await command.plan({
    args,
    state: before,
    reason,
    mac: store.mac,
    api: bind(connection, command.scopes, signal),
    web: connection.web,
    source: connection.source,
    back,
  })
  const after = command.state.parse(undoes ? undoes.before : plan.after)
  if (command.readBack !== false && same(before, after)) throw new NothingToDo('It is so already.')
  const call = back ?? plan.call
  const operation = operationOf(command)
  // An impossible call must fail while nothing waits for it.
  connection.request(operation, call)
  const { unit, changeProcess } = connection.system
  if (plan.validation && changeProcess === undefined)
    throw new TypeError(`${command.system.name} declares no changeProcess in which a change could be validated`)
  const { rests = null, tags = null } = plan
  const reach = knownReach(plan.reach)
  const needed = policy.people({ scope: operation.scope, connection: connection.id, reach, unit, tags })
  const opener = await unknownOpener({ policy, store }, connection, plan.accepts)
  const { people, because, fields } = opener === undefined ? { ...needed, fields: [] } : withUnknown(opener, needed)
  const fingerprint = sha256({ url: connection.url, command: command.name, call, before, after, rests })
  const shown = { ...plan, fields: [...(plan.fields ?? []), ...fields] }
  return { call, before, after, reach, tags, people, because, fingerprint, plan: shown }
}

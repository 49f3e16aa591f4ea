import type { Json } from '../command/define.ts'
import type { Store } from '../store/db.ts'
import { bind } from '../systems/bind.ts'
import { sha256 } from '../systems/request.ts'
import type { Intent, ObservedState } from './intent.ts'
import { same } from './same.ts'

/** Reads the current state with the reads that the command declares for it and no others. */
export const readState = async (
  { command, connection, args }: Intent,
  { mac }: Pick<Store, 'mac'>,
  signal?: AbortSignal,
): Promise<ObservedState> => {
  const api = bind(connection, command.scopes, signal, command.reads)
  const { state, preconditions = {} } = await command.readState({ args, mac, api })
  return { state: command.state.parse(state), preconditions }
}

/** True if an object is still as it was read: its state, by ids, and its preconditions. */
export const unchanged = (then: ObservedState, now: ObservedState): boolean =>
  same(then.state, now.state) && equal(then.preconditions, now.preconditions)

/** True if two values are the same JSON, whatever the order of keys. */
export const equal = (a: Json, b: Json): boolean => sha256(a) === sha256(b)

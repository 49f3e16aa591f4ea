import type { Json } from '../command/define.ts'
import { sha256 } from '../systems/request.ts'
import { isList, isNamed } from './named.ts'

/**
 * True if two states are the same, whatever the order of their keys; an object that stands in one with its id is the
 * same by whatever name, as it may be renamed by then, and a list of such objects in whatever order.
 */
export const same = (a: Json, b: Json): boolean => sha256(nameless(a)) === sha256(nameless(b))

/** True if no object stands in a state with a name of its own beside its id. */
export const isNameless = (state: Json): boolean => sha256(nameless(state)) === sha256(state)

const nameless = (state: Json): Json => {
  if (isList(state)) return state.every(hasId) ? state.map(({ id }) => id).sort() : state.map(nameless)
  if (typeof state !== 'object' || state === null) return state
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, value === undefined ? value : nameless(value)]),
  )
}

const hasId = (value: Json): value is { readonly id: string; readonly name: string } =>
  isNamed(value) && typeof value.id === 'string'

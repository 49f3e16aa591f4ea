import type { Json } from '../command/define.ts'
import { sha256 } from '../systems/request.ts'
import { isList, isNamed } from './named.ts'

/**
 * True if two states are the same, whatever the order of their keys. An object with an id is the
 * same whatever its name, because it may have been renamed, and so is a list of such objects in any order.
 */
export const same = (a: Json, b: Json): boolean => sha256(nameless(a)) === sha256(nameless(b))

/** True if no object in a state has a name besides its id. */
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

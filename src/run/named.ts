import type { Json } from '../command/define.ts'

/** True for a list in a state. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

/** True for an object that has its name in a state. */
export const isNamed = (value: Json): value is { readonly name: string; readonly id?: Json } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'

import type { Here } from '../../../wall-clock.ts'
import type { ParameterDefinition } from '../shapes/index.ts'
import type { GivenValue } from './check-value.ts'
import { dynamicMoment, dynamicRange } from './dynamic-dates.ts'
import { isMoment, isRange } from './kinds.ts'

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * The stored default of a parameter, with dynamic dates as they are for this person now; undefined if there is none. Redash
 * itself never uses it: whoever runs a query must send it. It is checked like any other value.
 */
export const defaultOf = ({ type, value }: ParameterDefinition, here: Here): GivenValue | undefined => {
  if (value === '') return undefined
  if (isText(value) && isMoment(type)) return dynamicMoment(type, value, here) ?? value
  if (isText(value) && isRange(type)) return dynamicRange(type, value, here) ?? value
  if (isText(value)) return value
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.every(isText) && value.length > 0 ? value : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const { start, end } = value as { readonly start?: unknown; readonly end?: unknown }
  return isText(start) && isText(end) && start !== '' && end !== '' ? { start, end } : undefined
}

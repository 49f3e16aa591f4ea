import type { Path } from './mistakes.ts'

/** One value of the raw data and where it is. */
export interface FoundValue {
  readonly path: Path
  readonly value: unknown
}

/**
 * Every value at a place such as `groups.*.api_scopes.*`, whatever is wrong around it: so one mistake never hides
 * another.
 */
export const select = (data: unknown, place: string): readonly FoundValue[] =>
  place
    .split('.')
    .reduce<readonly FoundValue[]>(
      (found, part) => found.flatMap((one) => step(one, part)),
      [{ path: [], value: data }],
    )

/** The same, and only the texts. */
export const selectTexts = (data: unknown, place: string): readonly { path: Path; value: string }[] =>
  select(data, place).flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, value }] : []))

const step = ({ path, value }: FoundValue, part: string): readonly FoundValue[] => {
  if (typeof value !== 'object' || value === null) return []
  if (part !== '*')
    return Object.hasOwn(value, part) ? [{ path: [...path, part], value: Reflect.get(value, part) }] : []
  if (Array.isArray(value)) return value.map((item, at) => ({ path: [...path, at], value: item }))
  return Object.entries(value).map(([key, item]) => ({ path: [...path, key], value: item }))
}

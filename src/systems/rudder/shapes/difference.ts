/** What a part was and what it would be; a side that is missing is none, or the default. */
interface Difference {
  readonly from?: unknown
  readonly to?: unknown
}

/** Whether a part of a modification is reported as what it was and what it would be. */
export const isDifference = (part: unknown): part is Difference => {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false
  const keys = Object.keys(part)
  return keys.length > 0 && keys.every((key) => key === 'from' || key === 'to')
}

/** A part before and after; undefined for a side that is missing. */
export const sidesOf = (part: unknown): readonly [before: unknown, after: unknown] => {
  const { from, to } = isDifference(part) ? part : { from: part, to: part }
  return [from ?? undefined, to ?? undefined]
}

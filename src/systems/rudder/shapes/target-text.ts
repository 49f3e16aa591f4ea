import { parseJson } from '../../parse-json.ts'
import type { Target } from './target.ts'

/** No server nests deeper; each level of JSON in JSON escapes what is in it once more. */
const deepest = 12

/**
 * The targets as a change request reports them, where a composition may be a string that holds JSON, at any depth;
 * undefined if one is in another form or has unknown parts.
 */
export const targetsIn = (value: unknown): readonly Target[] | undefined =>
  value === undefined || value === null ? [] : all(value, 0)

const all = (value: unknown, depth: number): readonly Target[] | undefined => {
  if (!Array.isArray(value)) return undefined
  const found = value.map((one) => target(one, depth + 1))
  return found.some((one) => one === undefined) ? undefined : found.filter((one) => one !== undefined)
}

const target = (value: unknown, depth: number): Target | undefined => {
  if (depth > deepest) return undefined
  if (typeof value === 'string') return value.startsWith('{') ? target(parsed(value), depth + 1) : value
  if (typeof value !== 'object' || value === null) return undefined
  const { or, and, include, exclude } = value as Readonly<Record<string, unknown>>
  switch (Object.keys(value).sort().join()) {
    case 'or': {
      const inner = all(or, depth)
      return inner && { or: inner }
    }
    case 'and': {
      const inner = all(and, depth)
      return inner && { and: inner }
    }
    case 'exclude,include': {
      const [inside, outside] = [target(include, depth + 1), target(exclude, depth + 1)]
      return inside && outside && { include: inside, exclude: outside }
    }
    default:
      return undefined
  }
}

const parsed = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

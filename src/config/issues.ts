import type { z } from 'zod'
import { type JsonSchema, schemaAt } from './json-schema.ts'
import type { Path } from './mistakes.ts'
import { allowed, didYouMean } from './nearest.ts'

type Issue = z.core.$ZodIssue

/** One mistake in words, and where it is. */
export interface SettingsMistake {
  readonly path: Path
  readonly text: string
}

/** What is wrong and what is allowed instead; never the value, which may be a secret. */
export const settingsMistakes = (
  issue: Issue,
  data: unknown,
  schema: JsonSchema,
  base: Path = [],
): readonly SettingsMistake[] => {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = Object.keys(schemaAt(schema, path)?.properties ?? {})
      const text = (key: string) => `is not a setting; ${allowed(key, known)}.${didYouMean(key, known)}`
      return issue.keys.map((key) => ({ path: [...path, key], text: text(key) }))
    }
    case 'invalid_union':
      return inUnion(issue.errors, data, schema, path)
    case 'invalid_key':
      return [{ path, text: issue.issues[0]?.message ?? 'is not a name that can stand here' }]
    case 'invalid_type': {
      const value = valueAt(data, path)
      const must = issue.expected === 'array' ? listWords(value) : (kindWords[issue.expected] ?? issue.expected)
      return [{ path, text: `${valueWords(value)}; it must be ${must}` }]
    }
    case 'invalid_value':
      return [{ path, text: `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}` }]
    case 'too_small':
      return [
        {
          path,
          text:
            issue.origin === 'number' || issue.origin === 'int'
              ? `must be at least ${issue.minimum}`
              : 'is empty; it must name at least one',
        },
      ]
    case 'too_big':
      return [{ path, text: `must be at most ${issue.maximum}` }]
    default:
      return [{ path, text: issue.message }]
  }
}

/** The branch that the value came furthest in; if it began none, what each would have been. */
const inUnion = (branches: readonly (readonly Issue[])[], data: unknown, schema: JsonSchema, path: Path) => {
  const begun = branches.find((issues) => issues.every((issue) => issue.path.length > 0 || issue.code === 'too_small'))
  if (begun !== undefined) return begun.flatMap((issue) => settingsMistakes(issue, data, schema, path))
  const kinds = branches.flatMap(([issue]) => {
    if (issue?.code === 'invalid_type') return kindWords[issue.expected] ?? issue.expected
    return issue?.code === 'invalid_value' ? issue.values.map((value) => JSON.stringify(value)) : []
  })
  return [{ path, text: `${valueWords(valueAt(data, path))}; it must be ${kinds.join(' or ')}` }]
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'a text (put numbers in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a section of names and values',
  record: 'a section of names and values',
}

/** How to make a list of what stands there. */
const listWords = (value: unknown): string => {
  if (typeof value === 'string') return 'a list: put it in [brackets]'
  const isSection = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isSection ? 'a list: begin each entry with “- ”' : 'a list'
}

const valueWords = (value: unknown): string => {
  if (value === undefined) return 'is missing'
  if (value === null) return 'is empty'
  if (Array.isArray(value)) return 'is a list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'is a number' : 'is a number with a fraction'
  return { string: 'is a text', boolean: 'is true or false' }[typeof value as string] ?? 'is a section'
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce((value: unknown, part) => (value as Record<string | number, unknown> | null | undefined)?.[part], data)

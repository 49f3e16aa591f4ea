import { Refused } from './refused.ts'
import type { Rule, Target } from './state.ts'
import { isTarget, merged } from './targets.ts'

const text = (value: unknown): value is string => typeof value === 'string'
const flag = (value: unknown): value is boolean => typeof value === 'boolean'
const texts = (value: unknown): value is string[] => Array.isArray(value) && value.every(text)
const targets = (value: unknown): value is Target[] => Array.isArray(value) && value.every(isTarget)
const tags = (value: unknown): value is Record<string, string>[] =>
  Array.isArray(value) &&
  value.every((tag) => typeof tag === 'object' && tag !== null && Object.values(tag).every(text))

const extraction = (why: string) =>
  new Refused(`Could not extract a rule from request.; cause was: Unexpected: ${why}`, { raw: true })

function parsed(json: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw extraction(json.trim() === '' ? 'Unexpected end of input' : '(malformed JSON)')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw extraction(`(expected '{' got '${JSON.stringify(value)[0]}')`)
}

/**
 * The rule as it would be after a partial update: keys that are absent, null or unknown change nothing, wrong types are
 * refused in the words of the server's JSON library. The category is written as `category` (from API 20 also `categoryId`).
 */
export function patched(rule: Rule, json: string | undefined, version: number): Rule {
  if (json === undefined) return structuredClone(rule)
  const sent = parsed(json)
  const field = <T>(name: string, is: (value: unknown) => value is T, expected: string): T | undefined => {
    const value = sent[name]
    if (value === undefined || value === null) return undefined
    if (is(value)) return value
    throw extraction(`.${name}(expected ${expected} got '${JSON.stringify(value)[0]}')`)
  }
  const written = field('targets', targets, "'['")
  const category = field('category', text, `'"'`) ?? (version >= 20 ? field('categoryId', text, `'"'`) : undefined)
  const after: Rule = {
    ...rule,
    displayName: field('displayName', text, `'"'`) ?? rule.displayName,
    categoryId: category ?? rule.categoryId,
    shortDescription: field('shortDescription', text, `'"'`) ?? rule.shortDescription,
    longDescription: field('longDescription', text, `'"'`) ?? rule.longDescription,
    directives: field('directives', texts, "'['") ?? rule.directives,
    targets: written ? [merged(written)] : rule.targets,
    enabled: field('enabled', flag, "'true' or 'false'") ?? rule.enabled,
    tags: field('tags', tags, "'['") ?? rule.tags,
  }
  return structuredClone(after)
}

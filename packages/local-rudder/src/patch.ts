import { bracket, type Field, fieldsOf, flag, list, number, quote, tags, text, texts, truth } from './fields.ts'
import { Refused } from './refused.ts'
import type { Directive, Group, Rule, Target } from './state.ts'
import { isTarget, merged } from './targets.ts'

const targets = (value: unknown): value is Target[] => Array.isArray(value) && value.every(isTarget)

/** An object with what was sent over it: keys that are absent, null or unknown change nothing. */
const over = <T extends object>(
  before: T,
  json: string | undefined,
  hint: string,
  sent: (field: Field) => Partial<T>,
): T => {
  if (json === undefined) return structuredClone(before)
  const known = Object.entries(sent(fieldsOf(json, hint))).filter(([, value]) => value !== undefined)
  return structuredClone({ ...before, ...Object.fromEntries(known) })
}

/** The rule after a partial update. The category is written as `category` (from API 20 also `categoryId`). */
export const patchedRule = (rule: Rule, json: string | undefined, version: number): Rule =>
  over(rule, json, 'Could not extract a rule from request.', (field) => {
    const written = field('targets', targets, bracket)
    const category = field('category', text, quote) ?? (version >= 20 ? field('categoryId', text, quote) : undefined)
    return {
      displayName: field('displayName', text, quote),
      categoryId: category,
      shortDescription: field('shortDescription', text, quote),
      longDescription: field('longDescription', text, quote),
      directives: field('directives', texts, bracket),
      targets: written && [merged(written)],
      enabled: field('enabled', flag, truth),
      tags: field('tags', tags, bracket),
    } as Partial<Rule>
  })

const modes = ['default', 'audit', 'enforce']

/** The directive after a partial update. */
export const patchedDirective = (directive: Directive, json: string | undefined): Directive =>
  over(directive, json, 'Could not extract a directive from request.', (field) => {
    const policyMode = field('policyMode', text, quote)
    if (policyMode !== undefined && !modes.includes(policyMode))
      throw new Refused(
        `Could not extract a directive from request.; cause was: Unexpected: .policyMode(Unable to parse policy mode name '${policyMode}'. was expecting 'audit' or 'enforce'.)`,
        { raw: true },
      )
    return {
      displayName: field('displayName', text, quote),
      shortDescription: field('shortDescription', text, quote),
      longDescription: field('longDescription', text, quote),
      techniqueName: field('techniqueName', text, quote),
      techniqueVersion: field('techniqueVersion', text, quote),
      parameters: field('parameters', (value): value is object => typeof value === 'object', "'{'"),
      priority: field('priority', number, 'an integer'),
      enabled: field('enabled', flag, truth),
      policyMode,
      tags: field('tags', tags, bracket),
    } as Partial<Directive>
  })

/** The group after a partial update. */
export const patchedGroup = (group: Group, json: string | undefined): Group =>
  over(
    group,
    json,
    'Could not extract a group from request.',
    (field) =>
      ({
        displayName: field('displayName', text, quote),
        description: field('description', text, quote),
        category: field('category', text, quote),
        query: field('query', (value): value is object => typeof value === 'object', "'{'"),
        properties: field('properties', list, bracket),
        dynamic: field('dynamic', flag, truth),
        enabled: field('enabled', flag, truth),
      }) as Partial<Group>,
  )

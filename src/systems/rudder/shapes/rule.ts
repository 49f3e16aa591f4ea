import { z } from 'zod'
import { changeRequestId, Tags } from './changed.ts'
import { Target } from './target.ts'

export const Rule = z.object({
  id: z.string(),
  displayName: z.string(),
  shortDescription: z.string().optional(),
  longDescription: z.string().optional(),
  categoryId: z.string().optional(),
  directives: z.array(z.string()).default([]),
  targets: z.array(Target).default([]),
  enabled: z.boolean(),
  system: z.boolean().default(false),
  tags: Tags.default([]),
  /** enforce, audit or mixed; derived by Rudder. */
  policyMode: z.string().optional(),
  /** The real status: an enabled rule may be partially or not applied. */
  status: z.object({ value: z.string(), details: z.string().optional() }).optional(),
  changeRequestId,
})
export type Rule = z.output<typeof Rule>

/** The parts of a rule that are sent to change it; the others stay. Targets are merged into one include and exclude. */
export const RulePatch = z.strictObject({
  displayName: z.string().optional(),
  shortDescription: z.string().optional(),
  longDescription: z.string().optional(),
  /** Read as `categoryId`, written as `category` in every version. */
  category: z.string().optional(),
  /** Rudder refuses anything but a list, whatever its documentation shows. */
  directives: z.array(z.string()).optional(),
  targets: z.array(Target).optional(),
  enabled: z.boolean().optional(),
  tags: Tags.optional(),
})

/** A new rule, or with `source` a copy of that one with the given changes. A rule that must be validated comes disabled. */
export const RuleDraft = RulePatch.extend({
  displayName: z.string(),
  id: z.string().optional(),
  source: z.string().optional(),
})

/** A category of rules with the ids of what is in it. */
export const RuleCategory = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().default(''),
  parent: z.string(),
  categories: z.array(z.string()).default([]),
  rules: z.array(z.string()).default([]),
})

/** A category with everything in it; the root is its own parent. */
export interface RuleTree {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly parent: string
  readonly categories: readonly RuleTree[]
  readonly rules: readonly Rule[]
}

export const RuleTree: z.ZodType<RuleTree> = z.lazy(() =>
  RuleCategory.extend({ categories: z.array(RuleTree).default([]), rules: z.array(Rule).default([]) }),
)

/** A new category of rules or groups, or the changed parts of one. */
export const CategoryDraft = z.strictObject({
  parent: z.string(),
  name: z.string(),
  id: z.string().optional(),
  description: z.string().optional(),
})
export const CategoryPatch = CategoryDraft.omit({ id: true }).partial()

import { z } from 'zod'
import { changeRequestId, Tags } from './changed.ts'
import { Hidden } from './parameters.ts'

export const Directive = z.object({
  id: z.string(),
  displayName: z.string(),
  shortDescription: z.string().optional(),
  longDescription: z.string().optional(),
  techniqueName: z.string(),
  techniqueVersion: z.string(),
  parameters: Hidden,
  priority: z.number().optional(),
  enabled: z.boolean(),
  system: z.boolean().default(false),
  /** default, audit or enforce. */
  policyMode: z.string().optional(),
  tags: Tags.default([]),
  changeRequestId,
})
export type Directive = z.output<typeof Directive>

/** The parts of a directive that are sent to change it; never its parameters, which would be stored in the proposal. */
export const DirectivePatch = z.strictObject({
  displayName: z.string().optional(),
  shortDescription: z.string().optional(),
  longDescription: z.string().optional(),
  techniqueVersion: z.string().optional(),
  priority: z.number().int().optional(),
  enabled: z.boolean().optional(),
  policyMode: z.enum(['default', 'audit', 'enforce']).optional(),
  tags: Tags.optional(),
})

export type DirectivePatch = z.input<typeof DirectivePatch>

/** A new directive with the technique's own defaults, or with `source` a copy including its parameters; a copy comes disabled. */
export const DirectiveDraft = DirectivePatch.extend({
  /** At least three letters. */
  displayName: z.string(),
  id: z.string().optional(),
  source: z.string().optional(),
  techniqueName: z.string().optional(),
})

/** A category of techniques with the directives that are based on each. */
export interface DirectiveTree {
  readonly name: string
  readonly description: string
  readonly subCategories: readonly DirectiveTree[]
  readonly techniques: readonly { readonly id: string; readonly name: string; readonly directives: Directive[] }[]
}

export const DirectiveTree: z.ZodType<DirectiveTree> = z.lazy(() =>
  z.object({
    name: z.string(),
    description: z.string().default(''),
    subCategories: z.array(DirectiveTree).default([]),
    techniques: z
      .array(z.object({ id: z.string(), name: z.string(), directives: z.array(Directive).default([]) }))
      .default([]),
  }),
)

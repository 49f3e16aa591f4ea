import { z } from 'zod'

/** Percentages by state, only those that are not zero; see `compliance.ts` for the states. */
const Details = z
  // Five times as fast as a record; a large fleet has 600,000 of them.
  .custom<Readonly<Record<string, number>>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((one) => typeof one === 'number'),
  )
  .default({})

/** An overridden directive counts nowhere and must not be shown as failing. */
const skippedDetails = z.object({ overridingRuleId: z.string(), overridingRuleName: z.string() }).optional()

export const CompliancePart = z.object({
  id: z.string(),
  name: z.string(),
  compliance: z.number(),
  complianceDetails: Details,
  policyMode: z.string().optional(),
  skippedDetails,
})
export type CompliancePart = z.output<typeof CompliancePart>

/** What agents reported about one value; the message is theirs and may be anything. */
const Value = z.object({
  value: z.string(),
  reports: z.array(z.object({ status: z.string(), message: z.string().optional() })).default([]),
})
export type Value = z.output<typeof Value>

/** One component of a technique: a block of further ones, or with the reports of each node (or, below a node, of this one). */
export interface Component {
  readonly name: string
  readonly compliance: number
  readonly complianceDetails: Readonly<Record<string, number>>
  readonly components?: readonly Component[] | undefined
  readonly nodes?: readonly (CompliancePart & { readonly values?: readonly Value[] | undefined })[] | undefined
  readonly values?: readonly Value[] | undefined
}

const values = z.array(Value).optional()
export const Component: z.ZodType<Component> = z.lazy(() =>
  z.object({
    name: z.string(),
    compliance: z.number(),
    complianceDetails: Details,
    components: z.array(Component).optional(),
    nodes: z.array(CompliancePart.extend({ values })).optional(),
    values,
  }),
)

// Arrays below the level that was asked for are absent; what a level is differs by tree (ComplianceApi).
const components = z.array(Component).optional()
const mode = z.string().optional()
const WithComponents = CompliancePart.extend({ components })
const directives = z.array(WithComponents).optional()
const rules = z.array(CompliancePart.extend({ directives })).optional()

/** A rule: by directive from level 2, and from level 3 the same again by node; at 2 the list of nodes is empty. */
export const RuleCompliance = CompliancePart.extend({
  mode,
  directives,
  nodes: z.array(CompliancePart.extend({ directives })).optional(),
})
export type RuleCompliance = z.output<typeof RuleCompliance>

/** A node: its rules (level 2), their directives (3), components (4), values (5). */
export const NodeCompliance = CompliancePart.extend({ mode, rules })
export type NodeCompliance = z.output<typeof NodeCompliance>

/** A directive: by rule from level 2; `components` are empty at 3 and filled from 4, and so are `nodes` at 2 and 3. */
export const DirectiveCompliance = CompliancePart.extend({
  mode,
  rules: z.array(WithComponents).optional(),
  nodes: z.array(CompliancePart.extend({ rules: z.array(WithComponents).optional() })).optional(),
})
export type DirectiveCompliance = z.output<typeof DirectiveCompliance>

/** A group: all rules on its nodes, or only those that name it as target. */
export const GroupCompliance = CompliancePart.extend({ mode, rules, nodes: z.array(NodeCompliance).optional() })

import { z } from 'zod'

/** One of the three forms of a rule's target; `and` is decoded as a union by every Rudder version. */
export type Target =
  | string
  | { readonly or: readonly Target[] }
  | { readonly and: readonly Target[] }
  | { readonly include: Target; readonly exclude: Target }

export const Target: z.ZodType<Target> = z.lazy(() =>
  z.union([
    z.string(),
    z.object({ or: z.array(Target) }),
    z.object({ and: z.array(Target) }),
    z.object({ include: Target, exclude: Target }),
  ]),
)

/** Percentages by state, only those that are not zero; see `compliance.ts` for the states. */
const Details = z.record(z.string(), z.number())

export const Rule = z.object({
  id: z.string(),
  displayName: z.string(),
  shortDescription: z.string().optional(),
  categoryId: z.string().optional(),
  directives: z.array(z.string()).default([]),
  targets: z.array(Target).default([]),
  enabled: z.boolean(),
  system: z.boolean().default(false),
  tags: z.array(z.record(z.string(), z.string())).default([]),
  /** enforce, audit or mixed; derived by Rudder. */
  policyMode: z.string().optional(),
  /** What is really the case: an enabled rule may be partially or not applied. */
  status: z.object({ value: z.string(), details: z.string().optional() }).optional(),
  /** Only in the answer of a write under change validation: then nothing is changed yet. */
  changeRequestId: z.coerce.string().optional(),
})
export type Rule = z.output<typeof Rule>

const Part = z.object({
  id: z.string(),
  name: z.string(),
  compliance: z.number(),
  complianceDetails: Details.default({}),
  policyMode: z.string().optional(),
  /** An overridden directive counts nowhere and must not be shown as failing. */
  skippedDetails: z.object({ overridingRuleId: z.string(), overridingRuleName: z.string() }).optional(),
})
export type Part = z.output<typeof Part>

export const RuleCompliance = Part.extend({
  mode: z.string().optional(),
  directives: z.array(Part).optional(),
  nodes: z.array(Part).optional(),
})
export type RuleCompliance = z.output<typeof RuleCompliance>

export const NodeCompliance = Part.extend({
  mode: z.string().optional(),
  rules: z.array(Part.extend({ directives: z.array(Part).optional() })).optional(),
})
export type NodeCompliance = z.output<typeof NodeCompliance>

export const Group = z.object({
  id: z.string(),
  displayName: z.string(),
  nodeIds: z.array(z.string()).default([]),
  enabled: z.boolean().default(true),
  dynamic: z.boolean().optional(),
  /** The string that a rule's targets name it by: `group:<id>`. */
  target: z.string().optional(),
})
export type Group = z.output<typeof Group>

export const Node = z.object({
  id: z.string(),
  hostname: z.string(),
  status: z.string().optional(),
  os: z.object({ fullName: z.string().optional() }).optional(),
  ipAddresses: z.array(z.string()).optional(),
  policyMode: z.string().optional(),
  lastRunDate: z.string().optional(),
  lastInventoryDate: z.string().optional(),
})
export type Node = z.output<typeof Node>

export const ChangeRequest = z.object({
  id: z.coerce.string(),
  displayName: z.string(),
  status: z.string(),
})

/** The API account of a token; the date is in milliseconds since 1970, undefined where there is none. */
export const Account = z.object({
  expirationPolicy: z.string().optional(),
  expirationDate: z
    .string()
    .optional()
    .transform((text) => {
      const at = Date.parse(text ?? '')
      return Number.isFinite(at) ? at : undefined
    }),
})

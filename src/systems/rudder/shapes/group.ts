import { z } from 'zod'
import { changeRequestId } from './changed.ts'
import { RuleCategory } from './rule.ts'

/** Which nodes a group is made of; none if it is empty. */
export const Query = z.object({
  select: z.string().optional(),
  composition: z.string().optional(),
  transform: z.string().optional(),
  where: z
    .array(
      z.object({
        objectType: z.string(),
        attribute: z.string(),
        comparator: z.string(),
        value: z.string().optional(),
      }),
    )
    .default([]),
})

export const Group = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  /** The id of its category; 9.1 says it again as `categoryId`. */
  category: z.string().optional(),
  query: Query.optional(),
  nodeIds: z.array(z.string()).default([]),
  enabled: z.boolean().default(true),
  dynamic: z.boolean().optional(),
  /** The string that a rule's targets name it by: `group:<id>`. */
  target: z.string().optional(),
  system: z.boolean().optional(),
  changeRequestId,
})
export type Group = z.output<typeof Group>

/** The parts of a group that are sent to change it. */
export const GroupPatch = z.strictObject({
  displayName: z.string().optional(),
  description: z.string().optional(),
  category: z.string().optional(),
  query: Query.optional(),
  dynamic: z.boolean().optional(),
  enabled: z.boolean().optional(),
})

/** A new group, or with `source` a copy of that one with the given changes. */
export const GroupDraft = GroupPatch.extend({
  displayName: z.string(),
  id: z.string().optional(),
  source: z.string().optional(),
})

/** A target that is no group: all nodes, the policy servers. */
const SpecialTarget = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().default(''),
  enabled: z.boolean().default(true),
  target: z.string().optional(),
})

/** A category of groups with the ids of what is in it. */
export const GroupCategory = RuleCategory.omit({ rules: true }).extend({
  groups: z.array(z.string()).default([]),
  targets: z.array(z.string()).default([]),
})

/** A category with everything in it; the root is its own parent. */
export interface GroupTree {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly parent: string
  readonly categories: readonly GroupTree[]
  readonly groups: readonly Group[]
  readonly targets: readonly z.output<typeof SpecialTarget>[]
}

export const GroupTree: z.ZodType<GroupTree> = z.lazy(() =>
  GroupCategory.extend({
    categories: z.array(GroupTree).default([]),
    groups: z.array(Group).default([]),
    targets: z.array(SpecialTarget).default([]),
  }),
)

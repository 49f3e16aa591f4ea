import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { ReasonOnly } from '../shapes/changed.ts'
import { under } from '../shapes/container.ts'
import { GroupCategory, GroupTree } from '../shapes/group.ts'
import { CategoryDraft, CategoryPatch } from '../shapes/rule.ts'

/** From `GroupRoot` down, with the groups. */
export const groupTree = read('rudder:groups:read', 'GET /groups/tree', {
  query: z.object({ includeSystem: z.boolean().optional() }),
  output: under('groupCategories', GroupTree),
})
export const groupCategory = read('rudder:groups:read', 'GET /groups/categories/{groupCategoryId}', {
  output: under('groupCategories', GroupCategory),
})

/** Names have at least three letters. If a reason is mandatory, Rudder enforces it here. */
export const createGroupCategory = write('rudder:categories:write', 'PUT /groups/categories', {
  query: ReasonOnly,
  body: CategoryDraft,
  output: under('groupCategories', GroupCategory),
})
export const updateGroupCategory = write('rudder:categories:write', 'POST /groups/categories/{groupCategoryId}', {
  query: ReasonOnly,
  body: CategoryPatch,
  output: under('groupCategories', GroupCategory),
})
/** Refused for system categories and if something is in it. */
export const deleteGroupCategory = write('rudder:categories:write', 'DELETE /groups/categories/{groupCategoryId}', {
  query: ReasonOnly,
  output: under('groupCategories', GroupCategory),
})

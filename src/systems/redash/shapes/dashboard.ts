import { z } from 'zod'
import { Id } from './id.ts'
import { Person } from './person.ts'
import { BriefQuery, Visualization } from './query.ts'

/** Where a parameter of a widget gets its value. */
const Mapping = z.object({
  name: z.string(),
  type: z.string(),
  mapTo: z.string().nullish(),
  value: z.unknown().optional(),
})

/** Where a widget stands on its dashboard. */
const Place = z.object({ row: z.number().nullish(), col: z.number().nullish() })

/**
 * A widget: a visualization, a text box, or `restricted` if the user of the key doesn't see its query. Then neither text
 * nor visualization is there.
 */
export const Widget = z.object({
  id: Id,
  text: z.string().nullish(),
  options: z
    .object({
      parameterMappings: z.record(z.string(), Mapping).nullish(),
      isHidden: z.boolean().nullish(),
      position: Place.nullish(),
    })
    .nullish(),
  restricted: z.boolean().nullish(),
  visualization: Visualization.extend({ query: BriefQuery }).nullish(),
})

/** A dashboard; its widgets are null in lists. `slug` follows the name and may open another dashboard, or none. */
export const Dashboard = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  user_id: z.int().nullish(),
  user: Person.nullish(),
  tags: z
    .array(z.string())
    .nullish()
    .transform((all) => all ?? []),
  is_archived: z.boolean(),
  is_draft: z.boolean(),
  updated_at: z.string(),
  created_at: z.string(),
  /** Goes up with each change, and Redash refuses a change that names an older one. */
  version: z.int(),
  widgets: z
    .array(Widget)
    .nullish()
    .transform((all) => all ?? []),
  can_edit: z.boolean().nullish(),
})
export type Dashboard = z.output<typeof Dashboard>

/** What a change of a dashboard sends. */
export const DashboardPatch = z.strictObject({
  name: z.string().max(100).optional(),
  tags: z.array(z.string().min(1)).optional(),
  is_draft: z.boolean().optional(),
  /** DELETE archives too, but whatever its version is, and whoever owns it. */
  is_archived: z.boolean().optional(),
  version: z.int().optional(),
})

/** A new dashboard, which always comes as a draft. Redash takes an empty name; we don't. */
export const DashboardDraft = z.strictObject({ name: z.string().min(1).max(100) })

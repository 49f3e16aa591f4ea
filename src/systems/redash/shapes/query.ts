import { z } from 'zod'
import { Id } from './id.ts'
import { Person } from './person.ts'

/** How several values of one parameter are joined in the SQL. */
const Joining = z.object({
  prefix: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  suffix: z
    .string()
    .nullish()
    .transform((text) => text ?? ''),
  separator: z
    .string()
    .nullish()
    .transform((text) => text ?? ','),
})

/** A parameter as the query defines it. Its `value` is the stored default, which the server itself never uses. */
export const ParameterDefinition = z.object({
  name: z.string(),
  title: z.string().nullish(),
  type: z.string(),
  value: z.unknown().optional(),
  /** One option a line; older definitions have a list. */
  enumOptions: z.union([z.string(), z.array(z.string())]).nullish(),
  /** The query whose result has the options. */
  queryId: z.int().nullish(),
  /** A pattern that the whole text must match. */
  regex: z.string().nullish(),
  multiValuesOptions: Joining.nullish(),
})
export type ParameterDefinition = z.output<typeof ParameterDefinition>

const Schedule = z.object({
  interval: z.number().nullish(),
  time: z.string().nullish(),
  day_of_week: z.string().nullish(),
  until: z.string().nullish(),
})

const Options = z.object({
  parameters: z
    .array(ParameterDefinition)
    .nullish()
    .transform((all) => all ?? []),
  apply_auto_limit: z.boolean().nullish(),
})

/** A chart, counter or table that belongs to a query. What it looks like depends on its type. */
export const Visualization = z.object({
  id: Id,
  type: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  options: z.record(z.string(), z.unknown()).nullish(),
})

const core = {
  id: Id,
  name: z.string(),
  description: z.string().nullish(),
  /** The SQL, with placeholders such as `{{ region }}`. */
  query: z.string(),
  data_source_id: z.int().nullish(),
  options: Options,
  schedule: Schedule.nullish(),
  tags: z
    .array(z.string())
    .nullish()
    .transform((all) => all ?? []),
  is_archived: z.boolean(),
  is_draft: z.boolean(),
  /** False if a parameter has the type `text`. A placeholder without a definition counts as safe: never rely on it. */
  is_safe: z.boolean().nullish(),
  updated_at: z.string(),
  created_at: z.string(),
  /** Of the result for the stored defaults; null if there is none. */
  latest_query_data_id: z.int().nullish(),
  /** Stays 1 whatever is changed: compare `updated_at`. */
  version: z.int(),
}

/** A query in a list. */
export const ListedQuery = z.object({
  ...core,
  user: Person.nullish(),
  /** Of its latest result. */
  retrieved_at: z.string().nullish(),
  /** Of its latest result, in seconds. */
  runtime: z.number().nullish(),
})
export type ListedQuery = z.output<typeof ListedQuery>

/** A query that was read by itself. */
export const Query = z.object({
  ...core,
  user: Person.nullish(),
  last_modified_by: Person.nullish(),
  visualizations: z
    .array(Visualization)
    .nullish()
    .transform((all) => all ?? []),
  /** Whether the user of the key owns it or is an admin; missing in the answer of a write. */
  can_edit: z.boolean().nullish(),
})
export type Query = z.output<typeof Query>

/** A query within a widget or an alert. */
export const BriefQuery = z.object({ ...core, user: Person.nullish() })

/** What a change of a query sends: what is left out stays. Redash drops unknown fields silently, so none passes here. */
export const QueryPatch = z.strictObject({
  name: z.string().max(255).optional(),
  description: z.string().max(4096).optional(),
  tags: z.array(z.string().min(1)).optional(),
  is_draft: z.boolean().optional(),
  /** Only false, which takes it out of the archive; DELETE archives. */
  is_archived: z.literal(false).optional(),
})

/** A new query, which always comes as a draft. Redash answers an unknown field or a missing one with 500. */
export const QueryDraft = z.strictObject({
  name: z.string().min(1),
  query: z.string().min(1),
  data_source_id: z.int(),
  description: z.string().optional(),
  tags: z.array(z.string().min(1)).optional(),
  options: z.strictObject({ parameters: z.array(z.looseObject({ name: z.string(), type: z.string() })) }).optional(),
})

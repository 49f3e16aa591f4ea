import { z } from 'zod'

const Item = z.object({
  type: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
})

/** What an API says of one argument or column; Rill itself checks none of it. */
export const ArgumentSchema = Item.extend({
  description: z.string().optional(),
  default: z.unknown().optional(),
  items: Item.optional(),
})
export type ArgumentSchema = z.output<typeof ArgumentSchema>

const Fields = z.object({
  properties: z.record(z.string(), ArgumentSchema).optional(),
  required: z.array(z.string()).optional(),
})

const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: ArgumentSchema.optional(),
})

const content = <T extends z.ZodType>(schema: T) => z.object({ 'application/json': z.object({ schema }).optional() })

/** One API of the project as its OpenAPI describes it. */
export const Described = z.object({
  summary: z.string().optional(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.object({ content: content(Fields) }).optional(),
  responses: z
    .object({ 200: z.object({ content: content(z.object({ items: Fields.optional() })).optional() }).optional() })
    .optional(),
})
export type Described = z.output<typeof Described>

/** The APIs of a project by their path, `/top_domains`. Where its servers are said to be is not read. */
export const OpenApi = z.object({
  paths: z.record(z.string(), z.object({ get: Described.optional(), post: Described.optional() })),
})
export type OpenApi = z.output<typeof OpenApi>

import { z } from 'zod'

/** A method or a block in a technique; the method's arguments may be secret and are dropped. */
export interface TechniqueCall {
  readonly component?: string | undefined
  readonly method?: string | undefined
  readonly condition?: string | undefined
  readonly calls?: readonly TechniqueCall[] | undefined
}

const TechniqueCall: z.ZodType<TechniqueCall> = z.lazy(() =>
  z.object({
    component: z.string().optional(),
    method: z.string().optional(),
    condition: z.string().optional(),
    calls: z.array(TechniqueCall).optional(),
  }),
)

/** One version of a technique. Rudder's own have only id, name, version and `source: built-in`. */
export const Technique = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  source: z.string().optional(),
  category: z.string().optional(),
  description: z.string().optional(),
  documentation: z.string().optional(),
  parameters: z
    .array(z.object({ id: z.string().optional(), name: z.string(), description: z.string().optional() }))
    .optional(),
  calls: z.array(TechniqueCall).optional(),
  resources: z.array(z.object({ path: z.string().optional(), state: z.string() })).optional(),
})
export type Technique = z.output<typeof Technique>

/** A technique of the technique editor; written whole. */
export const TechniqueDraft = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  category: z.string(),
  description: z.string().optional(),
  documentation: z.string().optional(),
  parameters: z.array(z.record(z.string(), z.unknown())).optional(),
  calls: z.array(z.record(z.string(), z.unknown())).optional(),
  resources: z.array(z.record(z.string(), z.unknown())).optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
})

export const TechniqueVersions = z.object({ name: z.string(), versions: z.array(z.string()) })
export const Revision = z.object({ revision: z.string(), date: z.string(), author: z.string(), message: z.string() })
/** The documentation calls the path a name (TechniqueApi.GetResources). */
export const Resource = z.object({ path: z.string(), state: z.string() })

export interface TechniqueCategory {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly subCategories: readonly TechniqueCategory[]
}

/** The documentation writes `subcategories`, the server does not (TechniqueApi.GetAllTechniqueCategories). */
export const TechniqueCategory: z.ZodType<TechniqueCategory> = z.lazy(() =>
  z.object({
    id: z.string(),
    name: z.string(),
    path: z.string().default(''),
    subCategories: z.array(TechniqueCategory).default([]),
  }),
)

/** A method that techniques call. */
export const GenericMethod = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().default(''),
  agents: z.array(z.string()).default([]),
  condition: z.object({ prefix: z.string().optional(), parameter: z.string().optional() }).optional(),
  parameters: z.array(z.object({ name: z.string(), description: z.string().default('') })).default([]),
  deprecated: z.object({ info: z.string().optional(), replacedBy: z.string().optional() }).optional(),
})

/** An object by the method's id, and not a list as documented. */
export const GenericMethods = z.record(z.string(), GenericMethod).transform((methods) => Object.values(methods))

import { z } from 'zod'

const text = z.string().nullish()
const Titled = z.object({ name: z.string(), title: text, shortTitle: text, description: text })

const Measure = Titled.extend({ aggType: text, type: text, format: z.unknown().optional() })
const Dimension = Titled.extend({ type: text })

/** A table or view of the Lens, with what can be asked of it. */
export const LensTable = z.object({
  name: z.string(),
  type: text,
  title: text,
  description: text,
  /** Tables with the same number can be asked together. */
  connectedComponent: z.number().nullish(),
  measures: z.array(Measure).default([]),
  dimensions: z.array(Dimension).default([]),
  segments: z.array(Titled).default([]),
})
export type LensTable = z.output<typeof LensTable>

/** The tables of a Lens; the Cube that it is built from calls them cubes. */
export const Meta = z
  .object({ tables: z.array(LensTable).optional(), cubes: z.array(LensTable).optional() })
  .refine(({ tables, cubes }) => (tables ?? cubes) !== undefined, 'neither tables nor cubes')
  .transform(({ tables, cubes = [] }) => tables ?? cubes)

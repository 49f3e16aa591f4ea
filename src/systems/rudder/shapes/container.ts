import { z } from 'zod'

/** What Rudder's envelope contains for one object: `{key: [it]}`. */
export const one = <T extends z.ZodType>(key: string, item: T) =>
  z.object({ [key]: z.tuple([item]) }).transform((data) => (data[key] as [z.output<T>])[0])

/** What it contains for a list: `{key: […]}`. */
export const many = <T extends z.ZodType>(key: string, item: T) =>
  z.object({ [key]: z.array(item) }).transform((data) => data[key] as z.output<T>[])

/** What it contains for trees, categories and some compliance: `{key: it}`. */
export const under = <T extends z.ZodType>(key: string, item: T) =>
  z.object({ [key]: item }).transform((data) => data[key] as z.output<T>)

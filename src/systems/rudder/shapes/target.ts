import { z } from 'zod'

/** One of the three forms of a rule's target; a stored `and` is an intersection, and becomes a union if it is written. */
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

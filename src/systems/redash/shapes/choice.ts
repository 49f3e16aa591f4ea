import { z } from 'zod'

/** One option of a dropdown: the value that is sent, and what people read; a NULL comes as the value `None`. */
export const Choice = z.object({
  name: z.unknown().optional(),
  value: z.union([z.string(), z.number()]).transform(String),
})
export type Choice = z.output<typeof Choice>

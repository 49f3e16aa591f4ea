import { RE2JS } from 're2js'
import { z } from 'zod'

const number = z.int().min(1)

const Chosen = z.strictObject({
  tags: z.array(z.string().min(1)).default([]).describe('Queries that have one of these tags.'),
  ids: z.array(number).default([]).describe('Queries by their number.'),
  dashboards: z.array(number).default([]).describe('Dashboards by their number.'),
})

/** Which queries and dashboards the bot offers. */
export const Exposed = z
  .union([z.literal('all'), Chosen])
  .default({ tags: [], ids: [], dashboards: [] })
  .describe(
    'Redash: which queries the bot offers, `tags:` or `ids:`, and which `dashboards:`; or `all`. One key for everybody would let everybody run every draft, so without it the bot offers none.',
  )
export type Exposed = z.output<typeof Exposed>

const isPattern = (text: string): boolean => {
  try {
    RE2JS.compile(text)
    return true
  } catch {
    return false
  }
}

const Pattern = z
  .string()
  .min(1)
  .max(200)
  .refine(isPattern, 'is not a pattern that RE2 understands; it has no look-around and no back references')

/** The patterns of parameters of the type `text`, by the number of the query and the name of the parameter. */
export const TextPatterns = z
  .record(z.string().regex(/^[1-9]\d{0,9}$/, 'must be the number of a query'), z.record(z.string(), Pattern))
  .default({})
  .describe(
    'Redash: a pattern for each parameter of the type text that may be given a value, as `{ 4: { name: "[A-Za-z ]{1,40}" } }`. The whole value must match, because it goes into the SQL as it is. A query with such a parameter and no pattern is not run.',
  )
export type TextPatterns = z.output<typeof TextPatterns>

/** How old a stored result may be that a run shows. */
const MaxAge = z
  .int()
  .min(0)
  .max(30 * 86_400)
  .default(3_600)
  .describe(
    'Redash: how old a stored result may be that `run` shows instead of running the query, in seconds; one hour by default, 0 for never. Whoever runs a query may ask for another age, or run it fresh.',
  )

/** The settings of a connection that only Redash has. */
export const settings = { expose: Exposed, text: TextPatterns, maxAge: MaxAge } as const

import { UserError } from '../../../errors.ts'
import type { QueryMember } from '../../../metric-query.ts'
import { quoted } from '../../../quoted.ts'
import { parseJson } from '../../parse-json.ts'
import { LensQuery } from '../shapes/index.ts'

/** True for a line that is a query in JSON, as Lens itself takes it. */
export const isJson = (text: string): boolean => text.trimStart().startsWith('{')

interface Nested {
  readonly member?: string
  readonly and?: readonly Nested[]
  readonly or?: readonly Nested[]
}

const filtered = (filter: Nested): readonly string[] =>
  filter.member === undefined ? [...(filter.and ?? []), ...(filter.or ?? [])].flatMap(filtered) : [filter.member]

/** Every member that a query names. */
export const namesIn = (query: LensQuery): readonly string[] => [
  ...(query.measures ?? []),
  ...(query.dimensions ?? []),
  ...(query.segments ?? []),
  ...(query.timeDimensions ?? []).map(({ dimension }) => dimension),
  ...((query.filters ?? []) as readonly Nested[]).flatMap(filtered),
]

const read = (text: string): unknown => {
  try {
    // Phones and Slack make curly quotes of straight ones.
    return parseJson(text.replace(/[“”„‟]/g, '"'))
  } catch {
    throw new UserError('This begins with “{” and is not JSON. Type a query in words, or correct the JSON.')
  }
}

/** A query that somebody typed as JSON; throws UserError if Lens would refuse it. */
export const queryInJson = (text: string, all: readonly QueryMember[], timezone: string): LensQuery => {
  const parsed = LensQuery.safeParse(read(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') || 'the query'
    throw new UserError(`Lens doesn't take this query: look at ${quoted(where.slice(0, 60))}.`)
  }
  const query = parsed.data
  const missing = namesIn(query).find((name) => !all.some((one) => one.name === name))
  if (missing !== undefined)
    throw new UserError(`There is no ${quoted(missing)} here. “/lens meta” shows what there is.`)
  const grouped = (query.timeDimensions ?? []).some(({ granularity }) => granularity)
  if ((query.measures ?? []).length + (query.dimensions ?? []).length === 0 && !grouped)
    throw new UserError('The query names no measure and no dimension.')
  return { timezone, ...query }
}

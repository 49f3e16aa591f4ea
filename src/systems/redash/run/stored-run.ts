import { z } from 'zod'
import type { Started } from './follow.ts'
import type { NamedKey } from './key-kind.ts'
import type { QueryRun } from './run-query.ts'

const Value = z.union([z.string(), z.array(z.string()), z.object({ start: z.string(), end: z.string() })])

/** A run as it is stored while it goes on in Redash. */
const StoredRun = z.object({
  started: z.object({
    queryId: z.string(),
    jobId: z.string(),
    key: z.enum(['user', 'query']),
    startedAt: z.number(),
  }),
  parameters: z.record(z.string(), Value),
  keyName: z.string(),
})

/** What must be stored to take a run up again: JSON. */
export const storedRun = (started: Started, { parameters }: Pick<QueryRun, 'parameters'>, key: NamedKey | undefined) =>
  ({ started: { ...started }, parameters: { ...parameters }, keyName: key?.name ?? '' }) as z.input<typeof StoredRun>

/** The same as it was stored; throws for anything else. */
export const readStoredRun = (stored: unknown): z.output<typeof StoredRun> => StoredRun.parse(stored)

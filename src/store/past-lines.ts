import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** How far back it is looked, in milliseconds. */
const backMs = 30 * 24 * 60 * 60_000

/** A line that was answered, and where it was asked; nowhere at a terminal. */
export interface PastLine {
  readonly line: string
  readonly channel: string | null
  readonly times: number
}

/**
 * The different lines of a command that were answered in the last 30 days: of a person (`Principal.id`), newest first, or in
 * a channel, the most frequent first.
 */
export const pastLines = async (
  db: Kysely<Schema>,
  of: { readonly person: string } | { readonly channel: string },
  { command, now, limit }: { readonly command: string; readonly now: number; readonly limit: number },
): Promise<readonly PastLine[]> => {
  const lines = db
    .selectFrom('runs')
    .select(({ fn }) => ['line', 'channel', fn.countAll().as('times')])
    .where('command', '=', command)
    .where('ending', '=', 'done')
    .where('started_at', '>=', now - backMs)
    .groupBy(['line', 'channel'])
    .limit(limit)
  const sorted =
    'person' in of
      ? lines.where('person', '=', of.person).orderBy(({ fn }) => fn.max('started_at'), 'desc')
      : lines.where('channel', '=', of.channel).orderBy(({ fn }) => fn.countAll(), 'desc')
  const rows = await sorted.orderBy('line').execute()
  return rows.map(({ line, channel, times }) => ({ line, channel, times: Number(times) }))
}

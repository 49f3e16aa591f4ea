import type { GivenValues, SentValues } from '../../../src/systems/redash/parameters/check-values.ts'
import { lookAtValues, sentValues } from '../../../src/systems/redash/parameters/check-values.ts'
import { type QuerySettings, type ReadQuery, readRunnable } from '../../../src/systems/redash/run/prepare.ts'
import type { Here } from '../../../src/wall-clock.ts'

/** A query that was read just now and the values that it is run with, as the command makes them. */
export const prepareRun = async (
  api: Parameters<typeof readRunnable>[0],
  { queryId, given }: { readonly queryId: string; readonly given: GivenValues },
  settings: QuerySettings,
  here: Here,
): Promise<ReadQuery & { readonly parameters: SentValues }> => {
  const read = await readRunnable(api, queryId, settings)
  return { ...read, parameters: sentValues(lookAtValues(read.runnable, given, { here, choices: read.choices })) }
}

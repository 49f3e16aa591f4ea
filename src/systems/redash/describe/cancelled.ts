import type { Cancelled } from '../run/cancel.ts'

const left = 'The database stops within 5 seconds; if the query ends before that, Redash keeps its result all the same.'

/** What is known of a cancel, in sentences. */
export const cancelledInWords = (cancelled: Cancelled): string => {
  if (cancelled.did === 'asked') return `Cancelled in Redash, for everybody who waits for the same run. ${left}`
  if (cancelled.did === 'over') return 'Nothing was cancelled: the run has just ended.'
  if (cancelled.did === 'not possible') return 'Nothing was cancelled: the key of a query can’t cancel its runs.'
  return "Redash didn't say whether it cancelled the run. Its message will say what became of it."
}

import type { Cancelled } from '../run/cancel.ts'

/** What is known of a cancel, in sentences. */
export const cancelledInWords = ({ did }: Cancelled): string => told[did]

const told: Readonly<Record<Cancelled['did'], string>> = {
  asked:
    'Cancelled in Redash, for everybody waiting for the same run. The database stops within 5 seconds; if the query ends before that, Redash keeps its result all the same.',
  over: 'Nothing was cancelled: the run has just ended.',
  'not possible': 'Nothing was cancelled: the key of a query can’t cancel its runs.',
  'not sent':
    'No cancel was sent: Redash couldn’t look up the run. It may have just ended. If it goes on, cancel it again.',
  unknown: 'Redash didn’t confirm the cancel. I’ll keep following the run and show how it ends.',
}

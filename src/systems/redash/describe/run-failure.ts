import { FailedError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { RunEnding } from '../run/run-query.ts'

type Failure = Exclude<RunEnding, { readonly is: 'rows' | 'without rows' }>

const unknown = { ending: 'unknown' } as const

/** How a run ended that has no rows to show, in one sentence with what to do. */
export const runFailure = (ending: Failure, name: string): FailedError => {
  const query = quoted(name)
  switch (ending.is) {
    case 'failed':
      return new FailedError(
        `Redash couldn't run ${query}. If its SQL is wrong, correct the query or give other values; if its database can't be reached, tell whoever manages it.`,
        {
          says: ending.says.split('\n'),
        },
      )
    case 'cancelled':
      return new FailedError(
        `The run of ${query} was cancelled, for everybody waiting for it. The database stops within 5 seconds; if the query ended before that, Redash keeps its result all the same.`,
      )
    case 'given up':
      return new FailedError(
        `Redash gave up the run of ${query} and doesn't say why. Its worker may have been stopped or run out of memory. Run it again.`,
      )
    case 'too long':
      return new FailedError(
        `${query} took longer than Redash allows and was stopped. Give values that select less, or make the query faster.`,
      )
    case 'vanished':
      return new FailedError(
        `Redash no longer knows the run of ${query}, so it isn't known whether it finished. Run it again.`,
        unknown,
      )
    case 'stuck':
      return new FailedError(
        `The run of ${query} is still ${ending.state === 'queued' ? 'queued' : 'running'} after 30 minutes, and I no longer follow it. Look at it in Redash.`,
        unknown,
      )
    case 'out of reach':
      return new FailedError(
        `Redash stopped answering during the run of ${query}, so it isn't known what became of it. Run it again once Redash answers.`,
        unknown,
      )
  }
}

import type { RunJob } from '../shapes/index.ts'
import { errorText } from './error-text.ts'

/** How a job is: going on, with a result, or over without one. */
export type JobEnd =
  | { readonly is: 'going on'; readonly state: 'queued' | 'started' }
  | { readonly is: 'finished'; readonly resultId: string | undefined }
  | { readonly is: 'cancelled' }
  /** The worker was killed, or Redash gave the job up: it says nothing. */
  | { readonly is: 'given up' }
  | { readonly is: 'too long' }
  /** The SQL did something and has no rows. */
  | { readonly is: 'without rows' }
  | { readonly is: 'failed'; readonly says: string }

/** What one look at a job tells. Around its end a job may be `started` with a result, which is its end. */
export const jobEnd = ({ state, error, resultId }: RunJob): JobEnd => {
  if (state === 'cancelled') return { is: 'cancelled' }
  if (state === 'failed') return failure(error)
  if (state === 'finished' || resultId !== undefined)
    return { is: 'finished', resultId: resultId === undefined ? undefined : String(resultId) }
  return { is: 'going on', state: state === 'started' ? 'started' : 'queued' }
}

/** Redash has one state for every failure, and only words tell which it is. */
const failure = (error: string): JobEnd => {
  if (error.trim() === '') return { is: 'given up' }
  // 26 and 10 say “Query cancelled by user.”, 8 “Query execution cancelled.”
  if (/^Query (?:execution )?cancelled\b/.test(error)) return { is: 'cancelled' }
  if (error.startsWith('Query exceeded Redash query execution time limit')) return { is: 'too long' }
  if (error.startsWith('Query completed but it returned no data')) return { is: 'without rows' }
  return { is: 'failed', says: errorText(error) }
}

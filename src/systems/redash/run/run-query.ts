import type { z } from 'zod'
import { isGone } from '../../../errors.ts'
import type { Elements } from '../../operation.ts'
import type { SentValues } from '../parameters/check-values.ts'
import type { Row, RunAnswer } from '../shapes/index.ts'
import type { KeyKind, RunApi, TextApi } from './api.ts'
import { type Followed, type Following, followJob, type Started } from './follow.ts'
import { jobEnd } from './job-end.ts'
import { orDown } from './outage.ts'
import { type Keeping, type RunResult, readRows, runResultOf } from './rows.ts'

/** One run of a query whose values were checked. */
export interface QueryRun {
  readonly queryId: string
  readonly parameters: SentValues
  /** True if a parameter is free text. */
  readonly hasText: boolean
  readonly key: KeyKind
}

/** How a run ends: with rows, stored before or made by it, or without. */
export type RunEnding =
  | { readonly is: 'rows'; readonly result: RunResult }
  | Exclude<Followed, { readonly is: 'finished' }>

type Answer = Elements<Row, z.output<typeof RunAnswer>>

/** Asks for a run, or for a stored result of at most this age in seconds; undefined takes one of any age. */
export const sendRun = (api: RunApi & Partial<TextApi>, run: QueryRun, maxAge: number | undefined): Answer => {
  const body = { parameters: { ...run.parameters }, ...(maxAge !== undefined && { max_age: maxAge }) }
  const input = { queryId: run.queryId, body }
  if (!run.hasText) return api.runQuery(input)
  if (!api.runTextQuery) throw new TypeError('a query with free text needs its own scope')
  return api.runTextQuery(input)
}

/** What a POST gives: rows, or the job that makes them. */
const begin = async (
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  maxAge: number | undefined,
  keeping: Keeping,
): Promise<{ readonly result: RunResult } | { readonly jobId: string; readonly at: ReturnType<typeof jobEnd> }> => {
  try {
    const { rest, ...read } = await readRows(sendRun(api, run, maxAge), keeping)
    return 'query_result' in rest
      ? { result: runResultOf(rest.query_result, read) }
      : { jobId: rest.job.id, at: jobEnd(rest.job) }
  } catch (error) {
    throw await orDown(api, run.queryId, error)
  }
}

/** What a run may be given beside its values. */
export interface QueryRunOptions extends Following {
  /** How old a stored result may be, in seconds: 0 always runs. */
  readonly maxAge: number
  readonly keeping: Keeping
  /** Called once if there is a job: from then on the run can be taken up again. */
  readonly onStarted?: (started: Started) => void
}

/** Runs a query, or takes a stored result that is young enough, and follows it to its end. */
export const runToEnd = async (
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  asking: QueryRunOptions,
): Promise<RunEnding> => {
  const startedAt = asking.clock.now()
  const begun = await begin(api, run, asking.maxAge, asking.keeping)
  if ('result' in begun) return { is: 'rows', result: begun.result }
  const started: Started = { queryId: run.queryId, jobId: begun.jobId, key: run.key, startedAt }
  asking.onStarted?.(started)
  // The answer may already tell the end of a job that somebody else began.
  const end = begun.at.is === 'going on' ? await followJob(api, started, asking) : begun.at
  return collected(api, run, end, asking)
}

/** Takes up a run that has a job, after a restart. */
export const resumeToEnd = async (
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  started: Started,
  asking: Omit<QueryRunOptions, 'maxAge' | 'onStarted'>,
): Promise<RunEnding> => collected(api, run, await followJob(api, started, asking), asking)

const collected = async (
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  end: Followed,
  asking: Omit<QueryRunOptions, 'maxAge' | 'onStarted'>,
): Promise<RunEnding> => {
  if (end.is !== 'finished') return end
  const result =
    run.key === 'user' && end.resultId !== undefined
      ? await byId(api, end.resultId, asking.keeping)
      : await bySameValues(api, run, asking)
  if (result === undefined) return { is: 'vanished' }
  return 'is' in result ? result : { is: 'rows', result }
}

/** A result by its number; undefined if Redash has deleted it, as it does after a week. */
const byId = async (api: RunApi, resultId: string, keeping: Keeping): Promise<RunResult | undefined> => {
  try {
    const { rest, ...read } = await readRows(api.result({ resultId }), keeping)
    return runResultOf(rest.query_result, read)
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/**
 * The key of a query opens no result by its number: the same values without an age give the newest result. If that makes
 * another job, because the result is gone already, it is followed once.
 */
const bySameValues = async (
  api: RunApi & Partial<TextApi>,
  run: QueryRun,
  asking: Omit<QueryRunOptions, 'maxAge' | 'onStarted'>,
): Promise<RunResult | Exclude<Followed, { readonly is: 'finished' }> | undefined> => {
  const first = await begin(api, run, undefined, asking.keeping)
  if ('result' in first) return first.result
  const started: Started = { queryId: run.queryId, jobId: first.jobId, key: run.key, startedAt: asking.clock.now() }
  const end = first.at.is === 'going on' ? await followJob(api, started, asking) : first.at
  if (end.is !== 'finished') return end
  const second = await begin(api, run, undefined, asking.keeping)
  return 'result' in second ? second.result : undefined
}

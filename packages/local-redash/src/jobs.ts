import { answerOf, takes } from './database/answer.ts'
import { jobId } from './ids.ts'
import { cleanUp, keep } from './results.ts'
import type { Job, RedashState } from './state.ts'
import type { Differences } from './versions.ts'

/** What a run is about. */
export type Asked = Pick<Job, 'hash' | 'sql' | 'source' | 'query' | 'askedBy'>

/** How a job is to go wrong. */
export interface JobFaults {
  readonly stuck: false | 'queued' | 'started'
  readonly killed: boolean
}

const isOver = ({ endedAt, cancelledAt }: Job): boolean => endedAt !== undefined || cancelledAt !== undefined

/** Puts a run into the queue; the same SQL on the same source joins the job that is already there. */
export function enqueue(state: RedashState, asked: Asked, now: number, faults: JobFaults): Job {
  const same = state.jobs.find((one) => one.hash === asked.hash && one.source === asked.source && !isOver(one))
  if (same) return same
  const job: Job = {
    ...asked,
    id: jobId(state.next.job++),
    enqueuedAt: now,
    startedAt: undefined,
    dueAt: now + (faults.stuck === 'started' ? Number.POSITIVE_INFINITY : (takes(asked.sql) ?? state.pace.run)),
    endedAt: undefined,
    cancelledAt: undefined,
    result: undefined,
    error: faults.killed ? '' : undefined,
    stuck: faults.stuck === 'queued',
    seen: false,
  }
  state.jobs.push(job)
  return job
}

/** When its worker lets go of a running job: at its end, or when it next looks after a cancel. */
const freeAt = ({ pace }: RedashState, { startedAt = 0, dueAt, cancelledAt }: Job): number => {
  if (cancelledAt === undefined) return dueAt
  return Math.min(dueAt, startedAt + Math.ceil((cancelledAt - startedAt) / pace.look) * pace.look)
}

const comment = ({ askedBy, query, id, hash }: Job): string =>
  `/* Username: ${askedBy}, query_id: ${query ?? 'adhoc'}, Queue: queries, Job ID: ${id}, Query Hash: ${hash}, Scheduled: False */ `

/** The end of a run: what was cancelled and still got to its end keeps its result, but does not show it. */
function end(state: RedashState, job: Job, at: number, differs: Differences): void {
  job.endedAt = at
  if (at < job.dueAt || job.error !== undefined) return
  const source = state.sources.find(({ id }) => id === job.source)
  const answer = source ? answerOf(state, source, { sql: job.sql, comment: comment(job) }, differs) : 'no source'
  if (typeof answer === 'string') job.error = answer
  else job.result = keep(state, job, answer, at, differs).id
}

/** Brings the jobs up to this moment: in the order of the queue, with as many at once as there are workers. */
export function settle(state: RedashState, now: number, differs: Differences): void {
  const { pace } = state
  state.jobs = state.jobs.filter(({ endedAt = now }) => endedAt + pace.jobLife >= now)
  for (let cursor = Number.NEGATIVE_INFINITY; ; ) {
    const running = state.jobs.filter(({ startedAt, endedAt }) => startedAt !== undefined && endedAt === undefined)
    const next = state.jobs.find((job) => job.startedAt === undefined && !job.stuck && !isOver(job))
    const starts = next && running.length < pace.workers ? Math.max(next.enqueuedAt + pace.pickup, cursor) : undefined
    const [first] = running.toSorted((a, b) => freeAt(state, a) - freeAt(state, b))
    const ends = first ? freeAt(state, first) : Number.POSITIVE_INFINITY
    if (next && starts !== undefined && starts <= ends) {
      if (starts > now) break
      next.dueAt += starts - next.enqueuedAt
      next.startedAt = cursor = starts
    } else {
      if (!first || ends > now) break
      end(state, first, ends, differs)
      cursor = ends
    }
  }
  cleanUp(state, now)
}

/** Cancels a job, also one that is over; tells whether Redash would answer this with a 500. */
export function cancel(job: Job, now: number, differs: Differences): boolean {
  const isBeingStopped = job.cancelledAt !== undefined && job.endedAt === undefined
  if (!isBeingStopped) job.cancelledAt = now
  return isBeingStopped && differs.secondCancelFails
}

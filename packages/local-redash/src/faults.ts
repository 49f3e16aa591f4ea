import type { Race } from './shown/job.ts'

/** What can be made to go wrong, at any time; everything is off at the start. */
export interface RedashFaults {
  /** Destroys the socket at once: nothing is read, nothing recorded. */
  down: boolean
  /** Its Redis or its PostgreSQL is gone: everything is a 500, whatever the key, but for `/ping`. */
  redisDown: boolean
  postgresDown: boolean
  /** Milliseconds before the answer; ends early when the client goes away. A write has taken effect by then. */
  slow: number
  /** The key is not accepted, as if it had just been replaced. */
  refused: boolean
  /** 200 with the page of the front end, as for an address that it doesn't know. */
  frontPage: boolean
  /** A proxy in front forwards the request, which takes effect, and answers with a page of its own. */
  proxyAnswers: false | 502 | 503 | 504
  /** Sends the headers of the whole answer and half of its body, then destroys the socket; with `open` it leaves that open. */
  cutBody: boolean | 'open'
  /** 200 with JSON of an unexpected shape, or with text that is no JSON; a write does not take effect. */
  garbage: false | 'shape' | 'text'
  /** Adds a row after row to a result until its JSON has this many bytes; 0 adds nothing. */
  oversize: number
  /** A write is received whole, and then the socket is destroyed without an answer. */
  losesAnswer: false | { readonly commit: 'now' | 'never' }
  /** Jobs that begin now stay in the queue, or never end. */
  stuck: false | 'queued' | 'started'
  /** The worker of a job that begins now is killed: the job fails with an empty error. */
  killsJobs: boolean
  /** Every poll is a 500, as for a job that nobody knows. */
  losesJobs: boolean
  /** The first poll after the end of a job is a 500 (`gone`), or shows the status before it beside the outcome (`early`). */
  race: Race
  /** Keeps each request, once it was received whole, until this resolves; not limited by what is below. */
  hold: ((method: string, path: string) => Promise<void>) | undefined
  /** Limits all of these to some requests; the path includes the query. */
  only: ((method: string, path: string) => boolean) | undefined
  /** How many more requests they hit; unlimited when undefined. */
  times: number | undefined
}

/** No faults at all. */
export const noFaults = (): RedashFaults => ({
  down: false,
  redisDown: false,
  postgresDown: false,
  slow: 0,
  refused: false,
  frontPage: false,
  proxyAnswers: false,
  cutBody: false,
  garbage: false,
  oversize: 0,
  losesAnswer: false,
  stuck: false,
  killsJobs: false,
  losesJobs: false,
  race: false,
  hold: undefined,
  only: undefined,
  times: undefined,
})

/** Tells whether a request may change something: a run stores nothing, a cancelled job counts. */
export const isWrite = (method: string, path: string): boolean =>
  method !== 'GET' && method !== 'HEAD' && !/\/(query_results|queries\/[^/]+\/results)$/.test(path.split('?')[0] ?? '')

const anyOn = ({ only: _, times: __, hold: ___, losesAnswer, ...faults }: RedashFaults, write: boolean): boolean =>
  Object.values(faults).some(Boolean) || (write && losesAnswer !== false)

/** The faults that hit this request, which uses up one of `times`; a copy, so that later changes do not reach it. */
export function taken(faults: RedashFaults, method: string, path: string): RedashFaults {
  const write = isWrite(method, path)
  if (faults.times === 0 || !anyOn(faults, write) || faults.only?.(method, path) === false) return noFaults()
  if (faults.times !== undefined) faults.times -= 1
  return { ...faults, losesAnswer: write && faults.losesAnswer }
}

import { SystemError, type SystemErrorFacts } from '../../../errors.ts'
import type { RunApi } from './api.ts'

/** Whether an answer is the error of a server that doesn't say why. */
export const isFailedInside = (error: unknown): error is SystemError =>
  error instanceof SystemError && error.reason === 'failed-inside'

/** Whether a failure may pass by itself: the server didn't answer, or not well. */
export const isPassing = (error: unknown): error is SystemError =>
  error instanceof SystemError && ['timeout', 'unreachable', 'unavailable'].includes(error.kind)

/** What is asked to know whether Redash answers. */
type Answering = Pick<RunApi, 'query'> & Partial<Pick<RunApi, 'latestResult'>>

/**
 * Whether Redash answers anything at all: it has a 500 for a mistake of ours, for a job that it doesn't know, and for its
 * own database being down, and `/ping` is well all the time. A stored result is asked for, because a line keeps what it read
 * of the query itself; that there is none is an answer too.
 */
export const isDown = async (api: Answering, queryId: string): Promise<boolean> => {
  try {
    if (api.latestResult) for await (const _ of api.latestResult({ queryId })) break
    else await api.query({ queryId })
    return false
  } catch (error) {
    if (isFailedInside(error) || isPassing(error)) return true
    if (error instanceof SystemError && (error.kind === 'not-found' || error.kind === 'forbidden')) return false
    throw error
  }
}

/** The same error, or that Redash is down if it is. */
export const orDown = async (api: Answering, queryId: string, error: unknown): Promise<unknown> => {
  if (!isFailedInside(error) || !(await isDown(api, queryId))) return error
  const { connection, endpoint, status } = error
  return new SystemError({ connection, endpoint, status, kind: 'unavailable', cause: error } as SystemErrorFacts)
}

import { SystemError, type SystemErrorFacts } from '../../../errors.ts'
import type { RunApi } from './api.ts'

/** Whether an answer is the error of a server that doesn't say why. */
export const isFailedInside = (error: unknown): error is SystemError =>
  error instanceof SystemError && error.reason === 'failed-inside'

/** Whether a failure may pass by itself: the server didn't answer, or not well. */
export const isPassing = (error: unknown): error is SystemError =>
  error instanceof SystemError && ['timeout', 'unreachable', 'unavailable'].includes(error.kind)

/**
 * Whether Redash answers anything at all: it has a 500 for a mistake of ours, for a job that it doesn't know, and for its
 * own database being down, and `/ping` is well all the time. The query was read with the same key a moment ago.
 */
export const isDown = async (api: Pick<RunApi, 'query'>, queryId: string): Promise<boolean> => {
  try {
    await api.query({ queryId })
    return false
  } catch (error) {
    if (isFailedInside(error) || isPassing(error)) return true
    throw error
  }
}

/** The same error, or that Redash is down if it is. */
export const orDown = async (api: Pick<RunApi, 'query'>, queryId: string, error: unknown): Promise<unknown> => {
  if (!isFailedInside(error) || !(await isDown(api, queryId))) return error
  const { connection, endpoint, status } = error
  return new SystemError({ connection, endpoint, status, kind: 'unavailable', cause: error } as SystemErrorFacts)
}

import type { SystemErrorCause } from '../../../errors.ts'

/** Why Redash refused, and whether that is Redash's own word: then it did nothing before it. */
export interface Refusal {
  readonly cause: SystemErrorCause
  readonly definite: boolean
}

type Row = readonly [status: number, begins: string, cause: SystemErrorCause]

/** What Redash says for itself, each in the beginning of its `message`; older versions of a library add to the end. */
const own: readonly Row[] = [
  // Of a key that is unknown, disabled, missing, or of another query.
  [404, "Couldn't find resource.", { kind: 'auth' }],
  // The same where REDASH_ENFORCE_CSRF is on, for all that is not read.
  [400, 'The CSRF token is missing.', { kind: 'auth' }],
  [403, "You don't have the permission to access the requested resource.", { kind: 'forbidden' }],
  [403, "You don't have permission to edit this resource.", { kind: 'forbidden', reason: 'not-owner' }],
  [403, 'Please use a user API key.', { kind: 'forbidden' }],
  [404, 'The requested URL was not found on the server.', { kind: 'not-found' }],
  [404, 'No cached result found for this query.', { kind: 'not-found', reason: 'nothing-stored' }],
  [409, 'A conflict happened while processing the request.', { kind: 'rejected', reason: 'conflict' }],
  [400, 'The browser (or proxy) sent a request that this server could not understand.', { kind: 'rejected' }],
  [400, 'The following parameter values are incompatible with their definitions:', { kind: 'rejected' }],
  [400, 'This query is detached from any data source.', { kind: 'rejected' }],
  [400, 'You are trying to associate a dropdown query that does not have a matching group.', { kind: 'rejected' }],
  [400, 'Page must be positive integer.', { kind: 'rejected' }],
  [400, 'Page is out of range.', { kind: 'rejected', reason: 'past-the-end' }],
  [400, 'Page size is out of range', { kind: 'rejected' }],
]

const byStatus: Readonly<Record<number, SystemErrorCause>> = {
  400: { kind: 'rejected' },
  401: { kind: 'auth' },
  403: { kind: 'forbidden' },
  404: { kind: 'not-found', reason: 'no-such-address' },
  409: { kind: 'rejected', reason: 'conflict' },
  // It is what a mistake of ours, an unknown job, the very end of a job, and an outage of its database all come as.
  500: { kind: 'unexpected-answer', reason: 'failed-inside' },
}

/** What `{"message": …}` means; undefined if only the status can tell. */
export const messageRefusal = (status: number, message: string): Refusal | undefined => {
  const known = own.find(([of, begins]) => of === status && message.startsWith(begins))
  if (known) return { cause: known[2], definite: true }
  const cause = byStatus[status]
  return cause && { cause, definite: false }
}

/** What `{"job": {"status": 4, "error": …}}` means as the answer to a run that was refused: no other server words it so. */
export const runRefusal = (status: number): Refusal | undefined => {
  // 401 is a data source that is gone, and says nothing of the key.
  if (status === 400 || status === 401) return { cause: { kind: 'rejected' }, definite: true }
  return status === 403 ? { cause: { kind: 'forbidden', reason: 'not-runnable' }, definite: true } : undefined
}

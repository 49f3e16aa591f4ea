import type { SystemErrorCause } from '../../../errors.ts'

/** What an error answer means, and after how long a read may be made once more. */
export interface Refusal {
  readonly cause: SystemErrorCause
  readonly onceMoreMs?: number
}

type Row = readonly [statuses: readonly number[], says: RegExp, cause: SystemErrorCause, onceMoreMs?: number]

/** After this long a project that was deployed just now has its APIs and views again. */
const settlingMs = 3_000

/**
 * What Rill says, with the statuses at which it says so; the first that fits counts. What an error of a query repeats of
 * the values in it must fit none.
 */
const said: readonly Row[] = [
  [[403], /^does not have permission to manage deployment/, { kind: 'forbidden', reason: 'needs-admin' }],
  [[401, 403], /^does not have permission to access the production deployment/, { kind: 'forbidden' }],
  [[403], /^does not have access to custom APIs/, { kind: 'forbidden' }],
  [[400, 403], /^action not allowed$|^only project admins/, { kind: 'forbidden' }],
  [[400, 403], /^invalid [a-z]+ "[^"]*": action not allowed$/, { kind: 'forbidden' }],
  [[400], /^security policy:|^must be an admin/, { kind: 'forbidden' }],
  [[400, 500], /^result cap exceeded|^query limit of \d+ rows exceeds the system cap/, { kind: 'too-large' }],
  [[400], /^metrics view ".*" is not valid/, { kind: 'rejected', reason: 'broken' }, settlingMs],
  [[404], /^api with name ".*" not found/, { kind: 'not-found' }, settlingMs],
  [[400, 404], /^controller: resource not found|^resource not found/, { kind: 'not-found' }],
  [
    [400, 404],
    /^project not found|^no prod deployment|^no deployment for branch|^project does not have a deployment/,
    { kind: 'not-found', reason: 'no-such-address' },
  ],
  [[500], /^(?:Get|Post) ".*": dial tcp\b|^driver: not found/, { kind: 'unavailable' }],
  [[401], /jwt is expired$/, { kind: 'auth', reason: 'expired-token' }],
]

const byStatus: Readonly<Record<number, SystemErrorCause>> = {
  400: { kind: 'rejected' },
  401: { kind: 'auth' },
  403: { kind: 'forbidden' },
  404: { kind: 'not-found', reason: 'no-such-address' },
  405: { kind: 'not-found', reason: 'no-such-address' },
  415: { kind: 'rejected' },
  429: { kind: 'rate-limited' },
}

/** What an error answer means by its status and what it says; undefined if the transport can tell as well. */
export const refusalOf = (status: number, text: string): Refusal | undefined => {
  const found = said.find(([statuses, says]) => statuses.includes(status) && says.test(text))
  if (found) {
    const [, , cause, onceMoreMs] = found
    return { cause, ...(onceMoreMs !== undefined && { onceMoreMs }) }
  }
  const cause = byStatus[status]
  return cause && { cause }
}

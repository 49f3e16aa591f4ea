import type { SystemErrorCause } from '../../../errors.ts'

/** What an error answer means, and after how long a read may be made once more. */
export interface Refusal {
  readonly cause: SystemErrorCause
  readonly onceMoreMs?: number
}

type Row = readonly [says: RegExp, cause: SystemErrorCause, onceMoreMs?: number]

/** After this long a project that was deployed just now has its APIs and views again. */
const settlingMs = 3_000

/** What Rill says, whatever the status: the same refusal comes as 400, 401 and 403. The first that fits counts. */
const said: readonly Row[] = [
  [/^does not have permission to manage deployment/, { kind: 'forbidden', reason: 'needs-admin' }],
  [/^does not have permission to access the production deployment/, { kind: 'forbidden' }],
  [/^does not have access to custom APIs/, { kind: 'forbidden' }],
  [/action not allowed|^security policy:|must be an admin|only project admins/, { kind: 'forbidden' }],
  [/result cap exceeded|exceeds the system cap/, { kind: 'too-large' }],
  [/^metrics view ".*" is not valid/, { kind: 'rejected', reason: 'broken' }, settlingMs],
  [/^api with name ".*" not found/, { kind: 'not-found' }, settlingMs],
  [/^controller: resource not found|^resource not found/, { kind: 'not-found' }],
  [
    /^project not found|^no prod deployment|^no deployment for branch|does not have a deployment/,
    { kind: 'not-found', reason: 'no-such-address' },
  ],
  [/: dial tcp |^driver: not found/, { kind: 'unavailable' }],
  [/jwt is expired/, { kind: 'auth', reason: 'expired-token' }],
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
  const found = said.find(([says]) => says.test(text))
  if (found) {
    const [, cause, onceMoreMs] = found
    return { cause, ...(onceMoreMs !== undefined && { onceMoreMs }) }
  }
  const cause = byStatus[status]
  return cause && { cause }
}

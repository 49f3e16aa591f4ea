import { expect, test } from 'vitest'
import { refusalOf } from '../../../src/systems/rill/protocol/refusals.ts'

const because = (value: string) => `Conversion Error: Could not convert string '${value}' to INT32`

test.for([
  'x: dial tcp y',
  'driver: not found',
  'rpc error: code = Unauthenticated desc = jwt is expired',
  'x: action not allowed',
  'must be an admin',
  'only project admins',
  'result cap exceeded: returned more than 10000 rows',
  'exceeds the system cap',
])('an error of a query that repeats the value “%s” is no more than that', (value) => {
  expect(refusalOf(400, because(value))).toEqual({ cause: { kind: 'rejected' } })
})

test.for([
  [400, 'x: dial tcp y', 'rejected'],
  [400, 'driver: not found', 'rejected'],
  [400, 'jwt is expired', 'rejected'],
  [500, 'Get "http://10.0.3.7:8081/v1/instances/x/api/y": dial tcp 10.0.3.7:8081: connect: refused', 'unavailable'],
  [500, 'Post "http://10.0.3.7:8081/v1/instances/x/api/y": dial tcp: lookup runtime: no such host', 'unavailable'],
  [500, 'driver: not found', 'unavailable'],
  [401, 'rpc error: code = Unauthenticated desc = jwt is expired', 'auth'],
  [400, 'action not allowed', 'forbidden'],
  [403, 'action not allowed', 'forbidden'],
  [400, 'invalid dimension "owner": action not allowed', 'forbidden'],
  [400, 'must be an admin to run arbitrary SQL queries', 'forbidden'],
  [403, 'only project admins can query resolvers', 'forbidden'],
  [400, 'result cap exceeded: returned more than 10000 rows', 'too-large'],
  [500, 'result cap exceeded: returned more than 10000 rows', 'too-large'],
] as const)('%i “%s” is %s', ([status, says, kind]) => expect(refusalOf(status, says)?.cause.kind).toBe(kind))

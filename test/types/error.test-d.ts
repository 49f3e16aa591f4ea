import { SystemError } from '../../src/errors.ts'

// Each kind of error has its own reasons; see `compile.test.ts`.

declare const error: SystemError
const where = { connection: 'rudder/prod', endpoint: 'GET /rules' }

// This is how it is right.
new SystemError({ ...where, kind: 'unavailable', reason: 'resting' })
new SystemError({ ...where, kind: 'rejected' })

// @ts-expect-error 2345 a reason of another kind
new SystemError({ ...where, kind: 'timeout', reason: 'resting' })
// @ts-expect-error 2322 a kind that has no reasons
new SystemError({ ...where, kind: 'too-old', reason: 'resting' })
// @ts-expect-error 2322 a sentence in place of a reason
new SystemError({ ...where, kind: 'unavailable', reason: 'it did not answer lately' })

if (error.reason === 'resting') throw error
// @ts-expect-error 2367 a reason that does not exist
if (error.reason === 'no such address') throw error

import { z } from 'zod'
import { read, write } from '../../operation.ts'
import { ReasonOnly } from '../shapes/changed.ts'
import { one } from '../shapes/container.ts'
import { ChangeRequest } from '../shapes/request.ts'

/** A bare array, of all requests there ever were if `status` says so; 404 if the change-validation plugin is not installed. */
export const changeRequests = read('rudder:requests:read', 'GET /changeRequests', {
  recovery: true,
  query: z.object({ status: z.enum(['open', 'closed', 'all']) }),
  each: { at: 'data', item: ChangeRequest },
})
export const changeRequest = read('rudder:requests:read', 'GET /changeRequests/{changeRequestId}', {
  recovery: true,
  output: one('changeRequests', ChangeRequest),
})

const needs =
  'A global account cannot decide on change requests, whatever its rights. Give the connection a token of its own for `rudder:requests:approve`, which is a token of a user: with the plugin for API authorisations, let a user of Rudder who is validator and deployer make one on the page of that user; each user has one. It must be another account than the one that makes the changes, because newer Rudder (from 9.0.9 and 9.1.4 of the change-validation plugin on) refuses who opened a request.'

// The documentation puts the status into a JSON body, which the server does not read. None of these may be done with a
// global token, whatever its rights: only with the token of a user who is a validator or deployer.
const accepted = (status: 'deployed' | 'pending deployment') =>
  ({
    needs,
    query: ReasonOnly.extend({ status: z.literal(status).default(status) }),
    output: one('changeRequests', ChangeRequest),
  }) as const

/** Makes the change. */
export const deployChangeRequest = write(
  'rudder:requests:approve',
  'POST /changeRequests/{changeRequestId}/accept',
  accepted('deployed'),
)
/** Validates it, so that somebody may deploy it. */
export const validateChangeRequest = write(
  'rudder:requests:approve',
  'POST /changeRequests/{changeRequestId}/accept',
  accepted('pending deployment'),
)
export const declineChangeRequest = write('rudder:requests:approve', 'DELETE /changeRequests/{changeRequestId}', {
  needs,
  query: ReasonOnly,
  output: one('changeRequests', ChangeRequest),
})
const Naming = z.strictObject({ name: z.string().optional(), description: z.string().optional() })
/** Its name and description. 8.x reads them from the query, 9.x from the body: give them in both. */
export const updateChangeRequest = write('rudder:requests:write', 'POST /changeRequests/{changeRequestId}', {
  query: ReasonOnly.extend(Naming.shape),
  body: Naming,
  output: one('changeRequests', ChangeRequest),
})

import { z } from 'zod'
import { read } from '../../operation.ts'
import { Credentials, CredentialsRequest, OpenApi } from '../shapes/index.ts'

/** Makes a token for the person who asks. Only a project admin may, so a token that serves this serves nothing else. */
export const credentials = read('rill:credentials:run', 'POST /credentials', {
  internal: 'mint',
  purpose: 'a token of its own for each person who asks, for at most 15 minutes',
  needs:
    'It takes the admin role of the project. Rill has no smaller one that may do it: keep this token nowhere but in the bot.',
  retry: false,
  body: CredentialsRequest,
  output: Credentials,
})

/** Whoever this is for has no rights and no e-mail that anybody has; the token ends after a second and is not read. */
const forNobody = z.strictObject({
  attributes: z.strictObject({ email: z.literal('nobody@coxswain.invalid'), admin: z.literal(false) }),
  ttl_seconds: z.literal(1),
})

/** Asked with each token: whether it may make tokens for people. */
export const ownMint = read('rill:key:read', 'POST /credentials', {
  internal: 'probe',
  own: true,
  refusable: true,
  purpose: 'the health check: whether a token may make tokens for people',
  body: forNobody,
  output: z.object({ instanceId: z.string() }),
})
/** Asked with each token: whether it has a role in the project. */
export const ownApis = read('rill:key:read', 'GET /api/openapi', { internal: 'probe', own: true, output: OpenApi })

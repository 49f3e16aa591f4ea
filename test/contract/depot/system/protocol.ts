import { SystemError } from '../../errors.ts'
import type { Protocol } from '../system.ts'
import { ownToken, status } from './operations.ts'
import { OwnToken, Status } from './shapes.ts'

/** How the depot speaks: JSON, a bearer token, and statuses that mean what they say. */
export const protocol: Protocol = {
  present: (token) => ({ authorization: `Bearer ${token}` }),
  base: (url) => `${url}/v1`,
  open: async (read) => ({ source: `Depot ${Status.parse(await read(status)).version}`, headers: {} }),
  probe: async ({ read, declares }) => {
    const { scopes } = OwnToken.parse(await read(ownToken))
    const all = ['depot:parcels:read', 'depot:parcels:write', 'depot:status:read']
    const rights = all.map((what) => ({
      ...{ what, declared: declares(what), may: scopes.includes(what) ? ('can' as const) : ('cannot' as const) },
    }))
    return { expiresAt: undefined, rights }
  },
  data: (connection, { endpoint }, { status, text }) => {
    // What a status alone says is the transport's to tell.
    if (status !== 200) return undefined
    try {
      return JSON.parse(text)
    } catch {
      throw new SystemError({ connection, endpoint, status, kind: 'unexpected-answer', detail: 'not JSON' })
    }
  },
}

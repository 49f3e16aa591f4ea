import { SystemError, type SystemErrorCause } from '../../errors.ts'
import type { Protocol } from '../system.ts'
import { ownToken, status } from './operations.ts'
import { OwnToken, Refused, Status } from './shapes.ts'

const kinds: Readonly<Record<number, SystemErrorCause>> = {
  401: { kind: 'auth' },
  403: { kind: 'forbidden' },
  404: { kind: 'not-found' },
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How the depot speaks: JSON, a bearer token, and refusals that say why, before anything is done. */
export const protocol: Protocol = {
  present: (token) => ({ authorization: `Bearer ${token}` }),
  base: (url) => `${url}/v1`,
  open: async (read) => ({ source: `Depot ${Status.parse(await read(status)).version}`, headers: {} }),
  probe: async ({ read, declares }) => {
    const { scopes } = OwnToken.parse(await read(ownToken))
    const all = ['depot:parcels:read', 'depot:parcels:write', 'depot:status:read']
    const rights = all.map((what) => ({
      what,
      declared: declares(what),
      may: scopes.includes(what) ? ('can' as const) : ('cannot' as const),
    }))
    return { expiresAt: undefined, rights }
  },
  data: (connection, { endpoint }, { status, text }) => {
    const data = parsed(text)
    const known = { connection, endpoint, status }
    const refused = Refused.safeParse(data)
    if (refused.success)
      throw new SystemError({
        ...(kinds[status] ?? { kind: 'rejected' }),
        ...known,
        refusal: 'definite',
        detail: refused.data.error,
      })
    if (status === 200 && data === undefined)
      throw new SystemError({ ...known, kind: 'unexpected-answer', reason: 'not-json' })
    // What any other status means, the transport tells.
    return data
  },
}

import { z } from 'zod'
import { SystemError, type SystemErrorKind } from '../../errors.ts'
import type { Operation } from '../operation.ts'
import type { Act, Protocol, RawAnswer } from '../system.ts'
import { changeRequests, info, ownAccount, status } from './operations.ts'

// Rudder 8.0 (API 18) to 9.1 (API 23); 9.2 still offers 21 to 23.
const oldest = 18
const newest = 23

const Envelope = z.object({
  result: z.string().optional(),
  errorDetails: z.string().optional(),
  data: z.unknown().optional(),
})

/** The kind of an error, by status *and* text: Rudder answers 500 for almost everything (RestUtils, zio errors). */
const kindOf = (status: number, detail: string): SystemErrorKind => {
  if (status === 401) return 'auth'
  if (status === 403 || /^Authorization error:/.test(detail)) return 'forbidden'
  if (/was not found|not found'|is not known on Rudder|does not exist|Could not find/.test(detail)) return 'not-found'
  if (/^Bad request: Request is (missing a|requiring)/.test(detail)) return 'version'
  if (status === 429) return 'rate-limited'
  if (status >= 502 && status <= 504) return 'unavailable'
  return detail === '' ? 'unexpected-answer' : 'rejected'
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The sentence in `errorDetails`, without the kinds that zio and Lift put before it. */
const sentence = (detail: string) => detail.replace(/^(Inconsistency|Unexpected|Accumulated): ?/, '').slice(0, 300)

const data = (connection: string, operation: Operation, answer: RawAnswer): unknown => {
  // The one address without an envelope.
  if (operation === status && answer.status === 200) return answer.text.trim()
  const json = parse(answer.text)
  const envelope = Envelope.safeParse(json)
  const body = envelope.success ? envelope.data : undefined
  if (answer.status === 200 && body?.result === 'success') return body.data
  const detail = body?.errorDetails ?? ''
  const known = { connection, endpoint: operation.endpoint, status: answer.status }
  if (answer.status === 404 && !detail)
    throw new SystemError({ ...known, kind: 'not-found', detail: 'no such address' })
  if (answer.status === 200 && !detail) {
    throw new SystemError({
      ...known,
      kind: 'unexpected-answer',
      detail: body ? 'no result in it' : json === undefined ? 'not JSON' : 'not an answer of Rudder',
    })
  }
  throw new SystemError({ ...known, kind: kindOf(answer.status, detail), ...(detail && { detail: sentence(detail) }) })
}

const open: Protocol['open'] = async (read, connection) => {
  const { availableVersions } = (await read(info)) as z.output<(typeof info)['shape']['output']>
  const offered = availableVersions.all.map(({ version }) => version)
  const version = Math.max(...offered.filter((v) => v >= oldest && v <= newest))
  if (!Number.isFinite(version)) {
    throw new SystemError({
      connection,
      kind: 'version',
      endpoint: info.endpoint,
      detail: `it offers API ${offered.join(', ')}; Coxswain speaks ${oldest} to ${newest} (Rudder 8.0 to 9.1)`,
    })
  }
  return { source: `Rudder API ${version}`, headers: { 'x-api-version': String(version) } }
}

const probe: Protocol['probe'] = async (read) => {
  await read(status)
  const account = await read(ownAccount).then(
    (answer) => answer as z.output<(typeof ownAccount)['shape']['output']>,
    (error: unknown) => {
      // Older than 9.0.4, an access list without it, or words that we do not know: it is accepted all the same.
      if (error instanceof SystemError && error.kind !== 'auth' && error.status !== undefined) return undefined
      throw error
    },
  )
  return { expiresAt: account && (account.expirationPolicy === 'datetime' ? account.expirationDate : null) }
}

const nameOf = (proposal: string) => `Coxswain ${proposal}`

/** At most 500 characters as the event log shows it: why, who, and the proposal to look up; only the why is ever cut. */
const reasonOf = ({ proposal, reason, requester, voters }: Act) => {
  const who = `asked by ${requester}; confirmed by ${voters.join(', ')}; ${nameOf(proposal)}`
  const left = 500 - who.length - 2
  const why = reason !== undefined && reason.length > left ? `${reason.slice(0, Math.max(0, left - 1))}…` : reason
  return (why ? `${why}; ${who}` : who).toWellFormed()
}

const stillOpen = (status: string) => /^pending/i.test(status)

/** How Rudder speaks: envelope, versions, errors, and what change validation makes of a write. */
export const protocol: Protocol = {
  present: (token) => ({ 'x-api-token': token }),
  // Only the handshake may say `latest`: everything else is bound to the version that it found (by header).
  base: (url, operation) => `${url.replace(/\/+$/, '')}/api${operation === info ? '/latest' : ''}`,
  open,
  probe,
  data,
  attribute: (_, act) => ({
    query: { reason: reasonOf(act), changeRequestName: nameOf(act.proposal), changeRequestDescription: reasonOf(act) },
  }),
  opened: (output) => {
    const id = (output as { changeRequestId?: string }).changeRequestId
    return id === undefined ? undefined : { name: `change request #${id}`, open: true }
  },
  recover: async (read, proposal) => {
    const all = (await read(changeRequests, { query: { status: 'all' } }).catch((error: unknown) => {
      // No plugin (404) or workflows off: then no change request can have been opened.
      if (error instanceof SystemError && isWithoutRequests(error)) return []
      throw error
    })) as readonly { id: string; displayName: string; status: string }[]
    const ours = all.find(({ displayName }) => displayName === nameOf(proposal))
    return ours && { name: `change request #${ours.id}`, open: stillOpen(ours.status) }
  },
}

const isWithoutRequests = ({ kind, detail }: SystemError) =>
  (kind === 'not-found' && detail === 'no such address') || /Workflow are disabled/.test(detail ?? '')

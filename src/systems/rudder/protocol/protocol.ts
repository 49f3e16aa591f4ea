import { z } from 'zod'
import { isGone, SystemError } from '../../../errors.ts'
import { withoutTrailing } from '../../../trailing.ts'
import type { Operation } from '../../operation.ts'
import { parseJson } from '../../parse-json.ts'
import type { Act, Pending, Protocol, RawAnswer } from '../../system.ts'
import { examineToken } from '../access/examine.ts'
import { limitsOn, sightOf } from '../access/sight.ts'
import { info, ownAccount, status } from '../operations/info.ts'
import { changeRequest, changeRequests } from '../operations/requests.ts'
import { systemInfo } from '../operations/system.ts'
import { isWithoutRequests } from '../requests/requests.ts'
import { wording } from './error-wording.ts'
import { type AnswerOrigin, failed, refused, unproven } from './refusals.ts'
import { lacking, newestOf } from './versions.ts'

/** A refusal in Rudder's own words; a proxy in front of it uses others. */
const Refusal = z.object({ action: z.string(), result: z.literal('error'), errorDetails: z.string().min(1) })

/** Jetty's answer if it does not know the token. It is sent before Rudder runs, and names the requested address. */
const Unauthorized = z.object({ servlet: z.string(), status: z.literal('401'), url: z.string() })

const Envelope = z.object({
  result: z.string().optional(),
  errorDetails: z.string().optional(),
  data: z.unknown().optional(),
})

const parse = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const data = (connection: string, operation: Operation, answer: RawAnswer): unknown => {
  const json = parse(answer.text)
  const envelope = Envelope.safeParse(json)
  const body = envelope.success ? envelope.data : undefined
  if (answer.status === 200 && body?.result === 'success') return body.data
  const answered = { connection, endpoint: operation.endpoint, status: answer.status }
  if (operation.shape.text && answer.status === 200 && !body) {
    const text = textOf(answer, answered)
    return operation.shape.text === 'beginning' ? { text, ended: answer.ended } : text
  }
  const said = body?.errorDetails ?? ''
  // Rudder itself answers 404 only for an unknown address.
  if (answer.status === 404 && !said) throw failed(answered, { kind: 'not-found', reason: 'no-such-address' })
  if (answer.status === 200 && !said) {
    const reason = body ? 'no-result' : json === undefined ? 'not-json' : 'foreign'
    throw failed(answered, { kind: 'unexpected-answer', reason })
  }
  const token = Unauthorized.safeParse(json)
  if (answer.status === 401 && token.success && token.data.url === answer.path.split('?', 1)[0])
    throw failed(answered, { kind: 'auth' }, '', 'definite')
  if (Refusal.safeParse(json).success) throw refused(answered, said)
  throw unproven(answered, said)
}

/** Text as text; refused are a page of a proxy in front of Rudder, and an agent run that did not happen. */
const textOf = ({ type, text }: RawAnswer, answered: AnswerOrigin): string => {
  if (!['', 'text/plain', 'text/csv', 'application/octet-stream'].includes(type) || /^\s*<(!doctype|html)/i.test(text))
    throw failed(answered, { kind: 'unexpected-answer', reason: 'not-text' })
  // It answers 200 before it calls the relay, which may refuse or not answer in time (NodeApiService.runNode).
  if (/^Error\b[^\n]{0,60}\bremote-run\b/i.test(text))
    throw failed(answered, { kind: 'rejected' }, text.replaceAll('\0', ''))
  return text
}

const open: Protocol['open'] = async (read, connection) => {
  const { availableVersions } = (await read(info)) as z.output<(typeof info)['shape']['output']>
  const offered = availableVersions.all.map(({ version }) => version)
  const version = newestOf(offered)
  if (version === undefined) {
    throw new SystemError({
      connection,
      kind: 'version',
      reason: 'no-common-version',
      endpoint: info.endpoint,
      detail: offered.join(', '),
    })
  }
  return {
    source: `Rudder API ${version}`,
    headers: { 'x-api-version': String(version) },
    lacks: (operation) => lacking(version, operation),
  }
}

const probe: Protocol['probe'] = async (look) => {
  const { read } = look
  await read(status)
  const account = await read(ownAccount).then(
    (answer) => answer as z.output<(typeof ownAccount)['shape']['output']>,
    (error: unknown) => {
      // Older than 9.0.4, an access list without it, or an unknown answer: the token is still accepted.
      const answered = error instanceof SystemError && (error.kind === 'too-old' || error.status !== undefined)
      if (answered && error.kind !== 'auth') return undefined
      throw error
    },
  )
  return {
    expiresAt: account && (account.expirationPolicy === 'datetime' ? account.expirationDate : null),
    rights: await examineToken(account, look),
    sight: account && sightOf(account.tenants),
  }
}

const nameOf = (proposal: string) => `Coxswain ${proposal}`

/** Whether a reason reads like the attribution that the bot adds; then it is marked as a reason. */
const poses = (reason: string) =>
  /\b(?:asked|confirmed|approved) by\b|\bcoxswain\b/i.test(reason.replaceAll(/\s+/g, ' '))

/**
 * At most 500 characters as the event log shows it: why, who, and the proposal to look up; only the reason is ever shortened.
 * There is a `;` only between these parts, so the last three are always the bot's.
 */
const reasonOf = ({ proposal, reason, requester, voters }: Act) => {
  const who = `asked by ${requester}; confirmed by ${voters.join(', ')}; ${nameOf(proposal)}`
  const said = reason !== undefined && poses(reason) ? `reason: ${reason}` : reason
  const left = 500 - who.length - 2
  const why = said !== undefined && said.length > left ? `${said.slice(0, Math.max(0, left - 1))}…` : said
  return (why ? `${why}; ${who}` : who).toWellFormed()
}

const nameOfRequest = (id: string) => `change request #${id}`

const pendingOf = ({ id, status }: { readonly id: string; readonly status: string }): Pending => ({
  name: nameOfRequest(id),
  open: /^pending/i.test(status),
  deployed: status === 'Deployed',
  declined: status === 'Cancelled',
})

/** Rudder's protocol: envelope, versions, errors, and what change validation makes of a write. */
export const protocol: Protocol = {
  present: (token) => ({ 'x-api-token': token }),
  // Only the handshake may say `latest`: everything else is bound to the version that it found (by header).
  base: (url, operation) => `${withoutTrailing(url, '/')}/api${operation === info ? '/latest' : ''}`,
  open,
  probe,
  data,
  server: async (read) =>
    ((await read(systemInfo)) as z.output<(typeof systemInfo)['shape']['output']>).instance || undefined,
  wording,
  limits: limitsOn,
  attribute: (_, act) => ({
    query: { reason: reasonOf(act), changeRequestName: nameOf(act.proposal), changeRequestDescription: reasonOf(act) },
  }),
  opened: (output) => {
    const id = (output as { readonly changeRequestId?: string } | undefined)?.changeRequestId
    return id === undefined ? undefined : { name: nameOfRequest(id), open: true }
  },
  // Deleting an object that doesn't exist succeeds with an empty object in the answer. A change request may have no title.
  idle: (output) => {
    const { displayName, createdBy } = (output ?? {}) as { readonly displayName?: string; readonly createdBy?: string }
    return displayName === '' && createdBy === undefined
  },
  begun: (output) => (output as { readonly ended?: boolean } | undefined)?.ended === false,
  recover: async (read, proposal) => {
    const all = (await read(changeRequests, { query: { status: 'all' } }).catch((error: unknown) => {
      // No plugin (404) or workflows off: then no change request can have been opened.
      if (isWithoutRequests(error)) return []
      throw error
    })) as readonly { id: string; displayName: string; status: string }[]
    const ours = all.find(({ displayName }) => displayName === nameOf(proposal))
    return ours && pendingOf(ours)
  },
  pending: async (read, name) => {
    const changeRequestId = /^change request #(\d+)$/.exec(name)?.[1]
    if (changeRequestId === undefined) return undefined
    try {
      return pendingOf(
        (await read(changeRequest, { changeRequestId })) as z.output<(typeof changeRequest)['shape']['output']>,
      )
    } catch (error) {
      if (isGone(error)) return undefined
      throw error
    }
  },
}

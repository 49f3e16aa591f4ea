import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Strange } from './strangers.ts'
import { notSigned } from './verify.ts'

/** How large one request may be; Slack's own are far below. */
export const mostBytes = 256 * 1024

/** How much is read of a request without a signature: Slack's check of the certificate has about 50 bytes. */
const unsignedBytes = 1_024

/** Why a request cannot be Slack's. */
export interface Unfit {
  readonly status: number
  readonly why: Strange
  readonly headers?: OutgoingHttpHeaders
  /** How many bytes of its body may still be read, to see whether it only checks the certificate. */
  readonly mayAsk?: number
}

/** Why a request cannot be Slack's, judged by its head alone; undefined if it can be. */
export const unfit = (request: IncomingMessage, now: number): Unfit | undefined => {
  const { method, headers } = request
  if (method !== 'POST') return { status: 405, why: 'method', headers: { allow: 'POST' } }
  const length = headers['content-length']
  if (length === undefined && headers['transfer-encoding'] === undefined) return { status: 411, why: 'size' }
  if (Number(length ?? 0) > mostBytes) return { status: 413, why: 'size' }
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1)
  const isForm = type.trim().toLowerCase() === 'application/x-www-form-urlencoded'
  if (!isForm && type.trim().toLowerCase() !== 'application/json')
    return { status: 415, why: 'type', headers: { accept: 'application/x-www-form-urlencoded, application/json' } }
  if ((headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    return { status: 415, why: 'type', headers: { 'accept-encoding': 'identity' } }
  const why = notSigned(headers, now)
  if (why === undefined) return undefined
  const isBare = headers['x-slack-signature'] === undefined && headers['x-slack-request-timestamp'] === undefined
  const isShort = length !== undefined && Number(length) <= unsignedBytes
  return { status: 401, why, ...(isBare && isForm && isShort && { mayAsk: unsignedBytes }) }
}

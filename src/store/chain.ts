import { createHash, createHmac } from 'node:crypto'
import canonicalize from 'canonicalize'
import { UserError } from '../errors.ts'
import type { Secret } from '../vault/secret.ts'

/** Every kind of act that is recorded in the audit log. */
export const auditKinds = [
  'refused',
  'proposed',
  'vote',
  'attempt',
  'sending',
  'outcome',
  'stale',
  'correction',
  'decided',
  'cancelled',
  'expired',
  'restored',
  'export',
  'exported',
  'share',
  'key given',
  'key removed',
  'stop',
  'lock',
  'unlock',
  'mute',
  'unmute',
  'watch',
] as const
export type AuditKind = (typeof auditKinds)[number]

/** A place in the chain: the last row and its mac. */
export interface Head {
  readonly seq: number
  readonly mac: string
}

/** Where the chain begins: before row 1. */
export const genesis: Head = { seq: 0, mac: '0'.repeat(64) }

/** What the mac of a row authenticates, together with the mac of the row before it. */
export interface Link {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly hash: string
}

/** Canonical JSON (RFC 8785); throws for values that JSON cannot represent. */
export const canonical = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('Only JSON can be put on the record.')
  return text
}

/** sha256 over salt and canonical payload, hexadecimal; without the salt a short payload cannot be guessed from it. */
export const hashOf = (salt: string, payload: string): string =>
  createHash('sha256').update(salt).update(payload).digest('hex')

/** The mac of a row, given the mac of the row before it. */
export type Sign = (link: Link, previous: string) => string

const shortestKey = 16

/**
 * Signs rows with the key as it is now: one that changes while the bot runs would break the chain. Refuses a key that
 * is missing or shorter than 16 bytes.
 */
export const createSign = (key: Secret): Sign => {
  const value = Buffer.from(key.reveal())
  if (value.length < shortestKey)
    throw new UserError(
      `The audit key is ${value.length === 0 ? 'missing' : `shorter than ${shortestKey} bytes`}. Set COXSWAIN_AUDIT_KEY to a random text, such as the output of "openssl rand -base64 32", and keep it.`,
    )
  return ({ seq, at, kind, hash }, previous) =>
    createHmac('sha256', value)
      .update(canonical([seq, at, kind, previous, hash]))
      .digest('hex')
}

/** A head as people write it down, `seq:mac`. */
export const headText = ({ seq, mac }: Head): string => `${seq}:${mac}`

/** Reads what `headText` wrote. */
export const parseHead = (text: string): Head => {
  const [, seq, mac] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  if (seq === undefined || mac === undefined)
    throw new UserError('An audit head is written as a number, a colon and 64 hexadecimal digits: 7:0f3a….')
  return { seq: Number(seq), mac }
}

import type { Generated } from 'kysely'

/** JSON as text; times are integer milliseconds; booleans are not used: what both engines speak. */
type Json = string

/** A stored write that waits, is sent, or is done. */
export interface ProposalTable {
  id: string
  /** What it replaces (a stale proposal) or undoes. */
  replaces: string | null
  undoes: string | null
  /** How many stale rounds came before it. */
  round: number
  /** Who asked: `Principal` as JSON, and the human that it counts as. */
  requester: Json
  requester_human: string
  connection: string
  connection_url: string
  /** `rudder rule disable` */
  command: string
  /** The line as it was typed. */
  line: string
  /** Arguments with names resolved to ids. */
  args: Json
  reason: string | null
  operation: string
  call: Json
  before: Json
  after: Json
  fingerprint: string
  /** `{nodes: number | null, tags: string[]}` */
  impact: Json
  people: number
  /** What was shown, so that an outcome can be worded later. */
  shown: Json
  created_at: number
  expires_at: number
  /** pending → claimed → sending → done; a proposal that is not sent goes from pending to done. */
  stage: 'pending' | 'claimed' | 'sending' | 'done'
  outcome: string | null
  /** JSON: how we know, change request, successor, sentence. */
  result: Json | null
  decided_at: number | null
  claimed_by: string | null
  lease_until: number | null
  sent_at: number | null
  /** An unknown outcome is looked at again then; null when no more. */
  look_at: number | null
}

/** One person's confirmation; one row for each human. */
export interface VoteTable {
  proposal: string
  human: string
  principal: Json
  at: number
}

/** Connections on which nothing is written. */
export interface LockTable {
  connection: string
  by: string
  reason: string | null
  at: number
}

/** One act on the record. `payload` and `salt` may be erased by retention; the chain still verifies. */
export interface AuditTable {
  seq: number
  at: number
  kind: string
  payload: Json | null
  salt: string | null
  /** sha256 over the salt and the canonical payload, hexadecimal. */
  hash: string
  /** HMAC-SHA-256 over sequence, time, kind, previous mac and hash, hexadecimal. */
  mac: string
}

/** The one row that serialises the chain. */
export interface AuditHeadTable {
  id: Generated<number>
  seq: number
  mac: string
}

export interface Schema {
  proposals: ProposalTable
  votes: VoteTable
  locks: LockTable
  audit: AuditTable
  audit_head: AuditHeadTable
}

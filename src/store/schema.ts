import type { Generated } from 'kysely'
import type { PersonalKeyTable, ShareTable } from './schema-of-people.ts'
import type { PostTable } from './schema-of-posts.ts'
import type { AlertTable, MuteTable, ReadingTable, WatchStateTable, WatchTable } from './schema-of-watches.ts'

/** Only types that both engines have: JSON as text, times as integer milliseconds, no booleans. */
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
  /** What the previous version binds a confirmation to; this version uses `bound`, which is null in rows of the previous one. */
  fingerprint: string
  bound: string | null
  /** The preconditions in the object, by part; null in rows of the previous version. */
  holds: Json | null
  /** See `impact.ts`. */
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
  /** When an unknown outcome is checked again; null for never. */
  look_at: number | null
  /** When a change that awaits validation is checked again; null for never. */
  follow_at: number | null
  /** Where it was asked: a conversation of Slack and its thread; null at a terminal. */
  channel: string | null
  thread: string | null
  /** When somebody wants to be reminded of it once it is applied; null if nobody does. */
  remind_at: number | null
  /** Who asked for that: `Principal` as JSON; null if nobody did, or an older version stored it. */
  remind_by: Json | null
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

/** What a connection reported about the server behind its address; kept for connections that are gone. */
export interface ServerTable {
  connection: string
  url: string
  /** The setting `server:`, as it was at that time. */
  name: string | null
  /** The id that the server has given itself, and its public key; null if not known. */
  instance: string | null
  key: string | null
  /** When it reported that itself; null if it was copied from another connection to the same server. */
  instance_at: number | null
  key_at: number | null
}

/** One act in the audit log. `payload` and `salt` may be erased by retention; the chain still verifies. */
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

/** One execution of a command: its buttons refer to it, and help shows it as asked before. */
export interface RunTable {
  id: string
  /** `Principal` as JSON, and its id. */
  principal: Json
  person: string
  /** Where it was asked; null at a terminal. */
  channel: string | null
  thread: string | null
  /** The line as typed, and the command that it turned out to be. */
  line: string
  command: string | null
  /** How it ended; null while it runs. */
  ending: string | null
  /** The lines that its buttons run, in order. */
  next: Json
  started_at: number
  ended_at: number | null
  held_by: string
  /** If the process is gone by this time, the person is notified. */
  lease_until: number
  /** JSON: what another process needs to go on with it; null if it can't, and once it has ended. */
  resume: Json | null
  /** JSON: the proposal that a pressed button decides about, and the button; null if a line was typed. */
  press: Json | null
}

/** What Slack delivered, once: `trigger:…`, `event:…`, `signature:…`. */
export interface DeliveryTable {
  key: string
  at: number
}

/** One process on this database, as it last reported itself. */
export interface ReplicaTable {
  id: string
  version: string
  started_at: number
  /** Since when messages from Slack arrive; null while they don't. */
  slack_since: number | null
  seen_at: number
}

/** The same refusal of the same person, counted. */
export interface RefusalTable {
  /** sha256 of `about`, hexadecimal. */
  key: string
  /** What the audit log says about it. */
  about: Json
  /** When the audit log last got an entry about it, and when it last happened. */
  since: number
  last_at: number
  /** How often it happened, and how many of these the audit log has. */
  times: number
  told: number
}

/** The one row of the daily checkup. */
export interface CheckupTable {
  id: Generated<number>
  /** When the next checkup is due; the replica that moves it on runs that checkup. */
  due_at: number
  /** When the findings were made; null before the first time. */
  at: number | null
  findings: Json
  /** What was last posted about each finding, by its id. */
  told: Json
  /** When the newest backup was taken; null before the first. */
  backup_at: number | null
}

/** A table that is larger than its message, as it was read; its rows are in `run_rows`. */
export interface RunTableTable {
  /** The run that read it. */
  run: string
  /** JSON: the command, the connections and the columns. */
  about: Json
  /** The message without the rows; null, with the next two, until all rows are stored. */
  message: Json | null
  /** How many rows a page has, and how many there are. */
  size: number | null
  rows: number | null
  created_at: number
  /** 1 if only whoever asked may see it before that person shares it; else 0. */
  private: Generated<number>
}

/** Some rows of such a table, one after the other: JSON of a bounded size. */
export interface RunRowsTable {
  run: string
  /** The number of the first of them, from 0. */
  first: number
  rows: Json
}

/** A table that is being sent to Slack as a file; deleted once it is known what became of it. */
export interface ExportTable {
  id: string
  run: string
  /** Who pressed: `Principal` as JSON, and the human that it counts as. */
  principal: Json
  human: string
  channel: string
  thread: string | null
  /** `preparing`: nobody can see it. `sharing`: it may be seen. */
  stage: 'preparing' | 'sharing'
  held_by: string
  /** If the process is gone by this time, the person is notified. */
  lease_until: number
}

/** What an answer asks its reader for: its button opens it. */
export interface FormTable {
  /** The run of the answer. */
  run: string
  /** The person who alone may use it; null if everybody who sees the answer may. */
  owner: string | null
  /** JSON: the command and the connection. */
  about: Json
  form: Json
  created_at: number
}

export interface Schema {
  proposals: ProposalTable
  votes: VoteTable
  locks: LockTable
  servers: ServerTable
  audit: AuditTable
  audit_head: AuditHeadTable
  posts: PostTable
  runs: RunTable
  deliveries: DeliveryTable
  replicas: ReplicaTable
  checkup: CheckupTable
  refusals: RefusalTable
  run_tables: RunTableTable
  run_rows: RunRowsTable
  exports: ExportTable
  shares: ShareTable
  forms: FormTable
  personal_keys: PersonalKeyTable
  watches: WatchTable
  readings: ReadingTable
  alerts: AlertTable
  mutes: MuteTable
  watch_states: WatchStateTable
}

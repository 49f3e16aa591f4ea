/** JSON as text; times are integer milliseconds, as in `schema.ts`. */
type Json = string

/** A read command on a schedule. */
export interface WatchTable {
  id: string
  /** The owner, with whose rights of that moment it reads: `Principal` as JSON, and its id. */
  principal: Json
  person: string
  channel: string
  /** The IANA time zone of its schedule. */
  zone: string
  connection: string
  /** The line as it was typed, the command that it is, and the arguments with names resolved to ids. */
  line: string
  command: string
  args: Json
  /** Schedule, condition, ping and what becomes of missed runs, as they were typed. */
  clauses: string
  /** Why it is paused; null while it isn't. */
  paused: string | null
  /** When it reads next; null while it is paused. */
  due_at: number | null
  /** JSON: what is remembered between two readings; null before the first. */
  alert: Json | null
  /** Of a watch on change: a digest of its last answer. */
  digest: string | null
  /** When it last read. */
  read_at: number | null
  created_at: number
  held_by: string | null
  lease_until: number | null
  /** Of a watch that the settings declare: its name there, and JSON: what they said when it began. */
  declared: string | null
  declaration: Json | null
  /** JSON: the people to whom its owner confirmed to show what only the owner may read; null if it reads with the bot's tokens. */
  shown_to: Json | null
}

/** The figures of one answer of a watch. */
export interface ReadingTable {
  watch: string
  at: number
  figures: Json
}

/** An alert of a watch, which may be gone by now. */
export interface AlertTable {
  id: string
  watch: string
  /** The post that shows it. */
  post: string
  raised_at: number
  ended_at: number | null
  /** How it ended, and JSON: how it was then. */
  ending: string | null
  last: Json | null
}

/** A connection whose watches say nothing new until a time. */
export interface MuteTable {
  connection: string
  principal: Json
  because: string | null
  at: number
  until: number
}

/** What is remembered of a connection or a channel between two readings. */
export interface WatchStateTable {
  key: string
  state: Json
}

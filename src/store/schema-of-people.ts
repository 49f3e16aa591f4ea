/** A text that is JSON. */
type Json = string

/** An answer that only its person sees until that person shares it. */
export interface ShareTable {
  run: string
  /** JSON: the command, the connections, whose access it was read with. */
  about: Json
  /** The message; null if it is in `run_tables`. */
  message: Json | null
  created_at: number
  /** When it was shared; null while it isn't. */
  shared_at: number | null
}

/** A key that somebody gave for their own reads of a connection. */
export interface PersonalKeyTable {
  /** `Principal.id` */
  person: string
  connection: string
  /** Encrypted; it opens for this person and connection only. */
  sealed: string
  /** Whose it is, as the system says. */
  account: string
  created_at: number
}

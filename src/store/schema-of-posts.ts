/** JSON as text; times are integer milliseconds, as in `schema.ts`. */
type Json = string

/** One message that must reach Slack, and the newest version of it that did. */
export interface PostTable {
  id: string
  /** The order in which the messages of one conversation are posted. */
  seq: number
  /** A conversation (`C…`, `G…`, `D…`), or a person (`U…`) for the direct messages with that person. */
  channel: string
  thread: string | null
  /** The post in whose thread it is, if that has no `ts` yet when this one is stored; and 1 if the channel sees it too. */
  parent: string | null
  broadcast: number | null
  /** The run whose lines its buttons run. */
  run: string | null
  /** What it shows: the newest state of this proposal, or else this message. */
  proposal: string | null
  message: Json | null
  /** Raised by every change of what it should show; `shown` follows when Slack has accepted that version. */
  wanted: number
  shown: number
  /** Where it is in Slack: the conversation and the `ts`; null until it is posted. */
  place: string | null
  ts: string | null
  /** `open`; `unsure` if it isn't known whether a post arrived; `lost` if it cannot be delivered. */
  fate: 'open' | 'unsure' | 'lost'
  /** It is not sent before this; rate limits and failures move it on. */
  due_at: number
  attempts: number
  held_by: string | null
  lease_until: number | null
  /** When the newest version is sent once more, because an older edit may arrive until then; null if none can. */
  again_at: number | null
  /** Why it was given up, until the person has been notified elsewhere; null if there is nothing to say. */
  untold: string | null
  /** What one line says of it, if it may share a message with others; null if it must be a message of its own. */
  gist: Json | null
  /** The post that shows it in its place, if Slack held it back for too long; then its `fate` is `lost`, and nothing is told. */
  summary: string | null
  /** 1 if it shows the posts that have it as their `summary`. */
  sums: number | null
  /** When it was sent, if no answer says whether it arrived and Slack is to be asked. */
  unsure_at: number | null
  /** How often it was sent again although it may have arrived before. */
  repeats: number | null
  created_at: number
}

/** What lines of the same command on the same connection asked for before. */
export interface PastArgs {
  /** Each as it was typed. */
  readonly args: Readonly<Record<string, unknown>>
  /** How often. */
  readonly times: number
}

/** What was asked of a command before, as far as whoever asks now may know it. */
export interface Past {
  /** The last lines of whoever asks, newest first; if a channel will see the answer, only the names in them. */
  readonly own: readonly PastArgs[]
  /**
   * The names alone in what was asked in this channel lately, the most frequent line first. A text may hold more than a
   * name, as a link does: it is to be looked up, and never to be shown.
   */
  readonly here: readonly PastArgs[]
}

import type { Membership } from './membership.ts'
import type { ReplyRoute } from './tell.ts'
import type { NamesById } from './typed.ts'

/** A line that somebody typed in Slack, or whose button somebody pressed. */
export interface IncomingLine extends ReplyRoute {
  readonly line: string
  /** How many characters it has, if these are too many to read; then the line is only its beginning. */
  readonly tooLong?: number
  /** Values that were given apart from the line, by the name of the argument. */
  readonly values?: Readonly<Record<string, string>>
  /** Ids in the line that have no name yet, and the line with names; a line is stored before Slack is asked for them. */
  readonly naming?: { readonly ids: readonly string[]; readonly line: (names: NamesById) => string }
}

/** The same with the run that it has become. */
export type ActiveRun = IncomingLine & {
  readonly run: string
  readonly standing: Membership
  /** What another process needs to go on with it, once it goes on elsewhere. */
  readonly elsewhere?: { is: string | undefined }
  /** Aborted if it is over before this process has ended it. */
  readonly over?: AbortController
}

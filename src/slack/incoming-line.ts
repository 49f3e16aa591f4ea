import type { Membership } from './membership.ts'
import type { ReplyRoute } from './tell.ts'
import type { NamesById } from './typed.ts'

/** One line that somebody typed in Slack, or whose button somebody pressed. */
export interface IncomingLine extends ReplyRoute {
  readonly line: string
  /** How many characters it has, if these are too many to be read; the line is then only how it begins. */
  readonly tooLong?: number
  readonly reason?: string
  /** Ids in the line that have no name yet, and the line with names; a line is stored before anything is asked. */
  readonly naming?: { readonly ids: readonly string[]; readonly line: (names: NamesById) => string }
}

/** The same with the run that it has become. */
export type ActiveRun = IncomingLine & { readonly run: string; readonly standing: Membership }

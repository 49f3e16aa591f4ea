import type { Standing } from './places.ts'
import type { Back } from './tell.ts'
import type { Names } from './typed.ts'

/** One line that somebody typed in Slack, or whose button somebody pressed. */
export interface Asked extends Back {
  readonly line: string
  /** How many characters it has, if these are too many to be read; the line is then only how it begins. */
  readonly tooLong?: number
  readonly reason?: string
  /** Ids in the line that have no name yet, and the line with names; a line is stored before anything is asked. */
  readonly naming?: { readonly ids: readonly string[]; readonly line: (names: Names) => string }
}

/** The same with the run that it has become. */
export type Running = Asked & { readonly run: string; readonly standing: Standing }

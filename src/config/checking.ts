import type { Path } from './mistakes.ts'
import type { Secrets } from './secrets.ts'
import type { Systems } from './systems.ts'

/** What the checks of the settings file share. */
export interface Checking {
  readonly data: unknown
  readonly systems: Systems
  readonly secrets: Secrets
  /** The folder of the settings file, where relative paths begin. */
  readonly folder: string
  /** True if no other file is read, such as a certificate. */
  readonly alone?: boolean
  /** Says what is wrong at a place. */
  at(path: Path, text: string): void
  line(path: Path): number
}

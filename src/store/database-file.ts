import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** What a SQLite file says of itself: who may read it, and the room that is left where it lies, in bytes. */
export interface DatabaseFile {
  /** The permission bits of the file, `0o600`; undefined where there is none yet. */
  readonly mode: number | undefined
  readonly free: number
  readonly total: number
}

/** Looks at the file and its folder, or the nearest that is there. */
export const databaseFileOf = (file: string): DatabaseFile => {
  let folder = dirname(file)
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize, blocks } = statfsSync(folder)
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  return { mode: mode === undefined ? undefined : mode & 0o777, free: bavail * bsize, total: blocks * bsize }
}

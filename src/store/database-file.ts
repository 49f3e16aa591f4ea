import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Who may read a SQLite file, and how much space is left on its disk, in bytes. */
export interface DatabaseFile {
  /** The permission bits of the file, `0o600`; undefined if there is none yet. */
  readonly mode: number | undefined
  readonly free: number
  readonly total: number
}

/** Checks the file and its folder, or the nearest folder that exists. */
export const databaseFileOf = (file: string): DatabaseFile => {
  let folder = dirname(file)
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize, blocks } = statfsSync(folder)
  const mode = statSync(file, { throwIfNoEntry: false })?.mode
  return { mode: mode === undefined ? undefined : mode & 0o777, free: bavail * bsize, total: blocks * bsize }
}

import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../errors.ts'

/**
 * Reserves a SQLite database for one bot: a lock on a file next to it, which is released when the process ends. Throws
 * UserError if another bot has it; commands that only read still work.
 */
export const holdAlone = (file: string): (() => void) => {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new UserError(
      `Another Coxswain is running on ${file}. Stop that one first; for more than one at a time set DATABASE_URL to a PostgreSQL.`,
    )
  }
  return () => lock.close()
}

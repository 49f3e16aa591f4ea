import { DatabaseSync } from 'node:sqlite'
import { UserError } from '../errors.ts'

/**
 * Holds a SQLite database for one bot: a lock on a file beside it, which a killed process lets go of. Throws UserError
 * where another bot holds it; commands that only read work beside it.
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

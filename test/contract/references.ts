import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// What Rudder's own developers wrote and recorded lies beside the repository and is no part of it.
const beside = join(import.meta.dirname, '../../../shared/contracts')

/** The names of the reference files in a folder of them; none, and a warning, if it is not there. */
export const referenceFiles = (folder: string): readonly string[] => {
  const path = join(beside, folder)
  const files = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.json')) : []
  if (files.length === 0) console.warn(`${path} is not there: nothing is compared with it`)
  return files
}

/** One of them, parsed. */
export const reference = <T>(folder: string, file: string): T =>
  JSON.parse(readFileSync(join(beside, folder, file), 'utf8')) as T

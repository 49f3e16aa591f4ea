import { databaseFileOf } from '../store/database-file.ts'
import type { Sample } from '../world.ts'

/** The room where the SQLite file is; nothing with PostgreSQL, or if the disk cannot be asked. */
export const diskSamples = ({ url, file }: { readonly url?: unknown; readonly file: string }): readonly Sample[] => {
  if (url !== undefined || file === ':memory:') return []
  try {
    const { free, total } = databaseFileOf(file)
    return [
      { figure: 'diskFree', labels: {}, value: free },
      { figure: 'diskSize', labels: {}, value: total },
    ]
  } catch {
    return []
  }
}

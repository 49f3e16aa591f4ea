import { afterEach, describe } from 'vitest'
import { type Database, type Engine, freshDatabase } from '../store/engines.ts'

/** Declares tests on SQLite alone, where the engine makes no difference. */
export const onSqlite = (tests: (engine: Pick<Engine, 'fresh'>) => void): void => {
  describe('sqlite', () => {
    const databases: Database[] = []
    afterEach(async () => {
      await Promise.all(databases.splice(0).map((database) => database.drop()))
    })
    tests({
      fresh: async () => {
        const database = await freshDatabase('sqlite')
        databases.push(database)
        return database
      },
    })
  })
}

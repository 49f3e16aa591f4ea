import { afterAll, beforeAll, describe } from 'vitest'
import { type Database, type Engine, freshDatabase } from '../store/engines.ts'

/** Declares tests on one PostgreSQL database that all of them share: making one for each takes longer than they do. */
export const onOnePostgres = (tests: (engine: Pick<Engine, 'fresh'>) => void): void => {
  describe('postgres', () => {
    let database: Database
    beforeAll(async () => {
      database = await freshDatabase('postgres')
    })
    afterAll(() => database.drop())
    tests({ fresh: async () => database })
  })
}

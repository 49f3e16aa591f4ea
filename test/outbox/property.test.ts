import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { runs } from '../runs.ts'
import { freshDatabase, testAuditKey } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { perform, wrongIn } from './drama.ts'
import { plays } from './plays.ts'

// The same plays every time; SEED=$RANDOM RUNS=10000 looks for others.
const seed = Number(process.env.SEED ?? 20_261_101)

const everyPlay = async (numRuns: number, stores: readonly [Store, Store], how?: 'lookup') => {
  const tally = { runs: 0, posted: 0, edited: 0, unsure: 0 }
  await fc.assert(
    fc.asyncProperty(plays, async (play) => {
      for (const table of ['posts', 'proposals'] as const) await stores[0].db.deleteFrom(table).execute()
      const performed = await perform(stores, play, how)
      tally.runs += 1
      tally.posted += performed.slack.messages.length
      tally.edited += performed.slack.calls.filter(({ method }) => method === 'update').length
      tally.unsure += performed.lost.length
      expect(wrongIn(performed)).toEqual([])
      if (how === 'lookup') expect(performed.lost).toEqual([])
    }),
    { numRuns, seed, endOnFailure: process.env.FIRST === '1' },
  )
  console.log(JSON.stringify(tally))
}

test('sqlite: posted once at most, in order, and in the end the newest is shown', { timeout: 900_000 }, async () => {
  const auditKey = new Secret(() => testAuditKey)
  const store = await openStore({ file: ':memory:', world: testWorld(), auditKey })
  await everyPlay(runs(40, 300), [store, store])
  await store.close()
})

test('postgres: the same, with connections of its own for each replica', { timeout: 900_000 }, async () => {
  const database = await freshDatabase('postgres')
  await everyPlay(runs(12, 60), [await database.open(), await database.open()])
  await database.drop()
})

test('if each message is looked for: posted exactly once', { timeout: 900_000 }, async () => {
  const auditKey = new Secret(() => testAuditKey)
  const store = await openStore({ file: ':memory:', world: testWorld(), auditKey })
  await everyPlay(runs(20, 150), [store, store], 'lookup')
  await store.close()
})

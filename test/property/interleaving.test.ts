import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../runs.ts'
import { freshDatabase } from '../store/engines.ts'
import { type Happened, type Place, play } from './drama.ts'
import { openGrounds } from './grounds.ts'
import { interleaving } from './steps.ts'

// The same interleavings every time; SEED=$RANDOM RUNS=10000 looks for others.
const seed = Number(process.env.SEED ?? 20_261_101)
const { stage, freshFile } = openGrounds()

/** Everything that happened in many runs. */
class Tally {
  readonly outcomes: Record<string, number> = {}
  runs = 0
  steps = 0
  writes = 0
  raced = 0
  add(happened: Happened): void {
    this.runs += 1
    this.steps += happened.steps
    this.writes += happened.writes
    this.raced += happened.raced
    for (const outcome of happened.outcomes) this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1
  }
}

const everyRun = async (numRuns: number, place: () => Promise<Omit<Place, 'stage'>>, tally: Tally) => {
  await fc.assert(
    fc.asyncProperty(interleaving, async (steps) => {
      tally.add(await play({ stage: stage(), ...(await place()) }, steps))
    }),
    { numRuns, seed },
  )
  console.log(JSON.stringify(tally))
}

const every = ['applied', 'awaiting validation', 'cancelled', 'expired', 'failed', 'refused', 'stale', 'unknown']

test('sqlite: one write at most, on an unchanged rule, and the record is true', { timeout: 900_000 }, async () => {
  const tally = new Tally()
  const place = async () => {
    const file = freshFile()
    const attempts = (proposal: string): number => {
      const database = new DatabaseSync(file, { readOnly: true, timeout: 1000 })
      const sql = `select count(*) as n from audit where kind = 'attempt' and payload like ?`
      const { n } = database.prepare(sql).get(`%"proposal":"${proposal}"%`) as { n: number }
      database.close()
      return n
    }
    return { database: { file }, attempts }
  }
  await everyRun(runs(25, 400), place, tally)
  if (tally.runs >= 1000) expect(Object.keys(tally.outcomes).sort()).toEqual(every)
})

test('postgres: the same', { timeout: 900_000 }, async () => {
  const tally = new Tally()
  let drop = async () => {}
  const place = async () => {
    await drop()
    const database = await freshDatabase('postgres')
    drop = database.drop
    return { database: database.settings }
  }
  await everyRun(runs(8, 60), place, tally)
  await drop()
})

import fc from 'fast-check'
import { describe, test } from 'vitest'
import { isFull, runs } from '../runs.ts'
import type { Way } from '../slack/scene.ts'
import { freshDatabase, type Settings } from '../store/engines.ts'
import { auditKey, openGrounds } from './grounds.ts'
import { openerApart } from './slack-apart.ts'
import { openHere } from './slack-bot.ts'
import { type OfficeOptions, openOffice } from './slack-office.ts'
import { calmDown, carryOut } from './slack-play.ts'
import { kills, lateEdits, type Step, steps } from './slack-steps.ts'
import { checkTruth } from './slack-truth.ts'
import { isWritten } from './wishes.ts'

// The same interleavings every time, as far as the order of real connections allows; SEED=$RANDOM RUNS=1000 looks for others.
const seed = Number(process.env.SEED ?? 20_261_121)
const grounds = openGrounds()

type Bots = Pick<OfficeOptions, 'many' | 'openBot' | 'way'>

interface Tally {
  runs: number
  steps: number
  killed: number
  deliveries: number
  writes: number
  calls: Record<string, number>
  outcomes: Record<string, number>
}

const add = (counts: Record<string, number>, word: string) => {
  counts[word] = (counts[word] ?? 0) + 1
}

const play = async (database: Settings, bots: Bots, all: readonly Step[], tally: Tally): Promise<void> => {
  const stage = grounds.stage()
  stage.reset()
  const office = await openOffice({ stage, database, auditKey, ...bots })
  try {
    for (const step of all) await carryOut(office, stage, step)
    await calmDown(office, stage)
    const outcomes = await checkTruth(office, stage)
    tally.runs += 1
    tally.steps += all.length
    tally.killed += office.killed()
    tally.deliveries += office.slack.deliveries.length
    tally.writes += stage.rudder.requests.filter(isWritten).length
    for (const outcome of outcomes) add(tally.outcomes, outcome)
    for (const { answered } of office.slack.calls) add(tally.calls, answered)
  } finally {
    await office.close()
  }
}

const everyRun = async (all: fc.Arbitrary<Step[]>, numRuns: number, bots: Bots, place: () => Promise<Settings>) => {
  const tally: Tally = { runs: 0, steps: 0, killed: 0, deliveries: 0, writes: 0, calls: {}, outcomes: {} }
  await fc.assert(
    fc.asyncProperty(all, async (some) => play(await place(), bots, some, tally)),
    // Real processes do not fail twice in the same way: there is nothing to shrink.
    { numRuns, seed, endOnFailure: bots.openBot !== openHere },
  )
  console.log(JSON.stringify(tally))
}

const onSqlite = async (all: fc.Arbitrary<Step[]>, numRuns: number, way: Way = 'http'): Promise<void> =>
  everyRun(all, numRuns, { many: 1, openBot: openHere, way }, async () => {
    return { file: grounds.freshFile() }
  })

const onPostgres = async (all: fc.Arbitrary<Step[]>, numRuns: number, bots: Partial<Bots> = {}): Promise<void> => {
  let drop = async () => {}
  await everyRun(all, numRuns, { many: 2, openBot: openHere, way: 'http', ...bots }, async () => {
    await drop()
    const database = await freshDatabase('postgres')
    drop = database.drop
    return database.settings
  })
  await drop()
}

const timeout = 900_000

describe('whatever people press and Slack does, its messages end as the record has it', () => {
  test('sqlite', { timeout }, () => onSqlite(steps, runs(3, 40)))
  test('postgres, with two bots beside each other', { timeout }, () => onPostgres(steps, runs(2, 10)))
  test('sqlite, on a socket', { timeout }, () => onSqlite(steps, runs(2, 12), 'socket'))
  test('postgres, with two bots, each on a socket', { timeout }, () => onPostgres(steps, runs(1, 6), { way: 'socket' }))
})

describe('the same where one of two processes is killed and replaced at random, with clocks seconds apart', () => {
  // The quick suite kills processes in test/faults.
  test.runIf(isFull())('postgres', { timeout }, async () => {
    const { openBot, close } = openerApart()
    await onPostgres(kills, runs(1, 6), { openBot }).finally(close)
  })
})

describe('an older edit never stays on top of a newer one', () => {
  test('sqlite', { timeout }, () => onSqlite(lateEdits, runs(2, 10)))
  test('postgres, with two bots beside each other', { timeout }, () => onPostgres(lateEdits, runs(1, 6)))
})

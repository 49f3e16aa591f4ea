import type { Settings } from '../store/engines.ts'
import { takeTurns } from './gates.ts'
import { type Ledger, must, readLedger } from './ledger.ts'
import { foretell } from './oracle.ts'
import { checkRecord } from './record.ts'
import type { Stage } from './stage.ts'
import type { Act, Step } from './steps.ts'
import { aboutOf, type Doing, gather } from './troupe.ts'
import { checkOutcomes, checkWrites } from './truth.ts'
import { arrived, turn, unreadable, type Weather } from './weather.ts'
import { watchWire } from './wire.ts'

/** Where a run takes place. */
export interface Place {
  readonly stage: Stage
  readonly database: Settings
  /** How many `attempt` rows are committed for a proposal, at once. */
  readonly attempts?: (proposal: string) => number
}

/** What happened in a run. */
export interface Happened {
  readonly steps: number
  readonly outcomes: readonly string[]
  readonly writes: number
  readonly raced: number
}

/** In these the bot does nothing. */
const idle: readonly Step['step'][] = ['wait', 'demote']

const shaking: readonly Weather[] = [...unreadable, 'lost and gone']

/** Plays the steps, checks everything after each, and then lets time pass until nothing is due any more. */
export const play = async ({ stage, database, attempts }: Place, steps: readonly Step[]): Promise<Happened> => {
  stage.reset()
  let weather: Weather = 'fine'
  const wire = watchWire(stage, { attempts, arrived: () => arrived(stage.rudder, weather) })
  const troupe = await gather(stage, database, wire)
  const read = () => readLedger(troupe.replica(1).context.store)
  let ledger: Ledger = await read()
  let raced = 0
  let since = 0
  let hanging: Doing[] = []

  const run = async (doing: Doing): Promise<void> => {
    await doing.task.step()
    if (doing.task.error) throw doing.task.error
  }
  const replace = async (on: number, how: 'kill' | 'stop') => {
    const gone = troupe.replica(on)
    const stuck = hanging.filter(({ replica }) => replica === gone)
    for (const { forget } of stuck) forget()
    hanging = hanging.filter((doing) => !stuck.includes(doing))
    // What hangs in it can only be killed.
    await troupe.replace(on, stuck.length > 0 ? 'kill' : how)
  }
  const alone = async (act: Act): Promise<(after: Ledger) => void> => {
    const on = 'on' in act ? act.on : 0
    const replica = troupe.replica(on)
    const about = aboutOf(act, ledger)
    const now = replica.context.world.clock.now()
    const steady = stage.time.now - replica.shakenAt > 15_000
    const moment = { stage, ledger, now, weather, demoted: troupe.demoted }
    const check = steady ? foretell(moment, act, about) : () => {}
    await run(troupe.prepare(act, about, on))
    return check
  }
  const together = async ({ acts, order, free, dies }: Step & { step: 'together' }) => {
    const victim = troupe.replica(0)
    const tasks = acts.map((act, n) => troupe.prepare(act, aboutOf(act, ledger), 'on' in act ? act.on : n, () => !free))
    if (free) await Promise.all(tasks.map(run))
    else {
      const turns = tasks.map(({ task }) => task)
      await takeTurns(turns, order, async (n) => {
        if (n === dies) {
          await replace(0, 'kill')
          for (const doing of tasks) if (doing.replica === victim) doing.forget()
        }
        return (task) => tasks.some((doing) => doing.task === task && doing.replica.dead)
      })
      for (const { task } of tasks) if (task.error) throw task.error
    }
  }
  const perform = async (step: Step): Promise<(after: Ledger) => void> => {
    switch (step.step) {
      case 'alone':
        return alone(step.act)
      case 'together':
        await together(step)
        break
      case 'crash':
      case 'stall': {
        const on = 'on' in step.act ? step.act.on : 0
        let passed = false
        const doing = troupe.prepare(step.act, aboutOf(step.act, ledger), on, (point) => {
          const stops = !passed && point === step.point
          passed ||= stops
          return stops
        })
        await run(doing)
        if (!doing.task.done) hanging.push(doing)
        if (step.step === 'crash') await replace(on, 'kill')
        break
      }
      case 'resume': {
        const doing = hanging[step.which % hanging.length]
        hanging = hanging.filter((one) => one !== doing)
        // What it saw before it hung is what it goes by.
        since = doing?.since ?? since
        if (doing) await run(doing)
        break
      }
      case 'wait':
        stage.time.now += step.seconds * 1000
        break
      case 'restart':
        await replace(step.on, 'stop')
        break
      case 'demote':
        if (!troupe.demoted.delete(step.who)) troupe.demoted.add(step.who)
    }
    return () => {}
  }
  const check = async (step: Step, before: Ledger, foretold: (after: Ledger) => void) => {
    ledger = await read()
    raced = checkWrites(ledger, wire)
    checkRecord(ledger)
    const beside = step.step === 'together' || step.step === 'resume'
    checkOutcomes(stage, ledger, before, wire, since, !beside)
    foretold(ledger)
    for (const on of [0, 1]) must(troupe.replica(on).errors.length === 0, troupe.replica(on).errors.join('\n'))
  }
  const whole = async (step: Step) => {
    since = wire.tick()
    weather = 'weather' in step ? step.weather : 'fine'
    turn(stage.rudder, weather)
    const before = ledger
    const foretold = await perform(step)
    turn(stage.rudder, 'fine')
    if (shaking.includes(weather)) for (const on of [0, 1]) troupe.replica(on).shakenAt = stage.time.now
    if (!idle.includes(step.step)) await check(step, before, foretold)
  }
  try {
    for (const step of steps) await whole(step)
    await end(whole, () => ledger)
    const verdict = await troupe.replica(0).context.store.audit.verify()
    must(verdict.ok, `the audit chain is broken: ${JSON.stringify(verdict)}`)
    const outcomes = ledger.proposals.map(({ outcome }) => outcome ?? 'none')
    return { steps: steps.length, outcomes, writes: wire.arrivals.length, raced }
  } finally {
    await troupe.close()
  }
}

/** What hangs does so for ever, and the sweeps go on until nothing is due. */
const end = async (whole: (step: Step) => Promise<void>, ledger: () => Ledger) => {
  const open = () => ledger().proposals.filter((row) => row.stage !== 'done' || row.look_at !== null)
  for (const [on, seconds] of [130, 20 * 60, 25 * 60 * 60].entries()) {
    if (open().length === 0) return
    await whole({ step: 'wait', seconds })
    await whole({ step: 'alone', act: { act: 'sweep', on }, weather: 'fine' })
  }
  for (const row of open()) must(false, `${row.id} is ${row.stage} in the end, ${row.outcome}`)
}

import { createInterface } from 'node:readline'
import type { ExportFaultPoint, FaultPoint, Faults, OutboxFaultPoint } from '../../src/world.ts'
import type { Place } from './replica.ts'
import { openBot } from './slack-bot.ts'

/** What a child is to do, as JSON in its only argument. */
export interface SlackOrders {
  readonly place: Place
  /** Where it stops for good, once it has been told to by a line on its standard input. */
  readonly stopAt?: FaultPoint | OutboxFaultPoint | ExportFaultPoint
}

// A bot in a process of its own, to be killed: prints `listens <url>` and `ready`, `armed` when it was told to stop, and `at <point>`.
const { place, stopAt } = JSON.parse(process.argv[2] ?? '') as SlackOrders
const say = (line: string) => void process.stdout.write(`${line}\n`)
let isArmed = false

const at: Faults['at'] = async (point) => {
  if (!isArmed) return
  say(`at ${point}`)
  if (point === stopAt) await new Promise(() => {})
}
// Time stands still for it: it shows no progress, and looks for nothing that it is not told of.
const bot = await openBot(place, { at }, 60_000)
createInterface(process.stdin)
  .on('line', () => {
    isArmed = true
    say('armed')
  })
  // Whoever started it is gone: a child never outlives its test.
  .on('close', () => process.exit(1))
say(`listens ${bot.open?.url}`)
say('ready')

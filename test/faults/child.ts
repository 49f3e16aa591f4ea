import { createInterface } from 'node:readline'
import type { Principal } from '../../src/policy/person.ts'
import { confirm } from '../../src/run/confirm.ts'
import { sweep } from '../../src/run/sweep.ts'
import type { FaultPoint } from '../../src/world.ts'
import { openReplica, type Place } from './replica.ts'

/** What a child is to do, as JSON in its only argument. */
export interface Orders {
  readonly place: Place
  /** It sweeps once, before it confirms. */
  readonly sweeps?: boolean
  readonly confirms?: { readonly proposal: string; readonly principal: Principal }
  /** Where it waits for a line on its standard input, or to be killed. */
  readonly stopAt?: FaultPoint
}

// A replica in a process of its own, to be killed: prints `at <point>` for each fault point, and `done <ending> <tone>`.
const orders = JSON.parse(process.argv[2] ?? '') as Orders
const say = (line: string) => void process.stdout.write(`${line}\n`)

// Whoever started it is gone: a child never outlives its test.
const lines = createInterface(process.stdin).on('close', () => process.exit(1))
const told = new Promise<void>((resolve) => lines.once('line', () => resolve()))

const app = await openReplica(orders.place, {
  at: async (point) => {
    say(`at ${point}`)
    if (point === orders.stopAt) await told
  },
})
if (orders.sweeps) {
  await sweep(app.context)
  say('swept')
}
if (orders.confirms) {
  const reply = await confirm(app.context, orders.confirms)
  say(`done ${reply.ending}: ${reply.message.tone}`)
}
await app.close()
process.exit(0)

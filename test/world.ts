import { randomBytes } from 'node:crypto'
import { createTransactionMark } from '../src/store/mark.ts'
import type { LogFields, World } from '../src/world.ts'
import { silentLog } from './silent-log.ts'
import { createSleepers } from './sleepers.ts'

/** A log line as a test reads it. */
export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly fields: LogFields
  readonly error?: unknown
}

/** A figure as a test reads it. */
export interface Counted {
  readonly name: string
  readonly labels: object
}

/** A world whose time moves only by `advance`, and that remembers what was logged. */
export interface TestWorld extends World {
  readonly lines: readonly Line[]
  readonly counted: readonly Counted[]
  /** Moves the clock, and wakes in order whoever sleeps until then. */
  advance(milliseconds: number): Promise<void>
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const randomId = (): string => {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`)
  let text = ''
  for (let digit = 0; digit < 26; digit++, bits >>= 5n) text = crockford[Number(bits & 31n)] + text
  return text
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

const manualClock = (start: number) => {
  let now = start
  const sleepers = createSleepers(() => now)
  const advance = async (milliseconds: number): Promise<void> => {
    const end = now + milliseconds
    await settle()
    for (;;) {
      const next = sleepers.next(end)
      if (next === undefined) break
      now = Math.max(now, next.until)
      next.wake()
      await settle()
    }
    now = end
    await settle()
  }
  return { clock: { now: () => now, sleep: sleepers.sleep }, advance }
}

/** A world for one test: manual clock, real randomness, a log in memory, and faults that do nothing. */
export const testWorld = (overrides: Partial<World> = {}, start = Date.UTC(2026, 10, 1, 9)): TestWorld => {
  const lines: Line[] = []
  const counted: Counted[] = []
  const line =
    (level: Line['level']) =>
    (event: string, fields: LogFields = {}, error?: unknown): void =>
      void lines.push({ level, event, fields, ...(error === undefined ? {} : { error }) })
  const { clock, advance } = manualClock(start)
  return {
    clock,
    ids: { id: randomId, bytes: (length) => randomBytes(length) },
    log: silentLog({ info: line('info'), warn: line('warn'), error: line('error') }),
    metrics: {
      count: (name, labels) => void counted.push({ name, labels }),
      time: (name, _, labels) => void counted.push({ name, labels }),
    },
    faults: { at: async () => {} },
    transaction: createTransactionMark(),
    ...overrides,
    lines,
    counted,
    advance,
  }
}

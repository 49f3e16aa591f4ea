import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertState, Say } from '../../../src/watch/alert/alert.ts'
import { judgementOf } from '../../../src/watch/alert/judgement.ts'
import { type AlertEvent, type Noise, noAlert, react } from '../../../src/watch/alert/react.ts'
import { fitWhen, type Offer } from '../../../src/watch/condition/fit.ts'
import { runs } from '../../runs.ts'
import { readAll } from '../condition/conditions.ts'

const minute = 60_000
const offer: Offer = { facts: { failing: 'count', silent: 'count', compliance: 'percent' } }
const conditions = [
  ...[
    'failing > 10',
    'failing > 10 until < 3',
    'failing > 0',
    'failing >= 1 and silent > 2',
    'failing > 10 or silent > 5',
  ],
  ...['compliance < 95', 'compliance <= 100', 'failing < 5', 'failing = 3', 'failing != 3', 'failing >= 0'],
]

const figure = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 })
const figures = fc.record({ failing: figure, silent: figure, compliance: figure })

/** What happens, with the minutes since the last time and what holds then. */
type Happening = { readonly after: number; readonly event: Event; readonly isQuiet: boolean; readonly isMuted: boolean }
type Event =
  | { readonly kind: 'reading'; readonly figures: Readonly<Record<string, number | null>> }
  | { readonly kind: 'gone' }
  | { readonly kind: 'on it'; readonly by: string }
  | { readonly kind: 'snooze'; readonly minutes: number }
  | { readonly kind: 'time' }

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: figures.map((some) => ({ kind: 'reading' as const, figures: some })) },
  { weight: 1, arbitrary: fc.constant({ kind: 'gone' as const }) },
  { weight: 2, arbitrary: fc.constantFrom('U1', 'U2').map((by) => ({ kind: 'on it' as const, by })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 120 }).map((minutes) => ({ kind: 'snooze' as const, minutes })) },
  { weight: 3, arbitrary: fc.constant({ kind: 'time' as const }) },
)
const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 20 }),
    event,
    isQuiet: fc.boolean(),
    isMuted: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
  }),
  { maxLength: 60 },
)

const hold = fc.oneof(
  fc.integer({ min: 1, max: 3 }).map((readings) => ({ readings })),
  fc.integer({ min: 1, max: 20 }).map((minutes) => ({ ms: minutes * minute })),
)
const watch = fc.record({
  condition: fc.constantFrom(...conditions),
  hold,
  untilHold: hold,
  ping: fc.constantFrom('never' as const, 'by day' as const, 'always' as const),
  steps: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { maxLength: 3 }),
})
type AnyWatch = typeof watch extends fc.Arbitrary<infer W> ? W : never

/** One thing that was said, when and how it was then. */
interface Line {
  readonly at: number
  readonly say: Say
  readonly happening: Happening
  readonly before: AlertState
}

/** Plays it all; each state goes through JSON, as it does in the database. */
const play = (one: AnyWatch, all: readonly Happening[]) => {
  const when = fitWhen(readAll(one.condition), offer)
  const lines: Line[] = []
  let [at, state] = [0, noAlert]
  for (const happening of all) {
    at += happening.after * minute
    const noise: Noise = { ...one, pauseMs: 15 * 60_000, isQuiet: happening.isQuiet, isMuted: happening.isMuted }
    const reaction = react(state, eventOf(happening.event, when, at), at, noise)
    const before = state
    lines.push(...reaction.says.map((say) => ({ at, say, happening, before })))
    state = JSON.parse(JSON.stringify(reaction.state)) as AlertState
    expect(state).toEqual(reaction.state)
  }
  return { lines, state }
}

const eventOf = (one: Event, when: ReturnType<typeof readAll>, at: number): AlertEvent => {
  if (one.kind === 'snooze') return { kind: 'snooze', until: at + one.minutes * minute }
  if (one.kind !== 'reading') return one
  return {
    kind: 'reading',
    ...judgementOf(when, offer, (measure) => ('fact' in measure ? one.figures[measure.fact] : null)),
  }
}

const options = { numRuns: runs(400, 20_000) }

test('an alert is one message: nothing is said of it before, and it is open until its end', () => {
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      for (const { say, before } of play(one, all).lines) expect(before.open === undefined).toBe(say.kind === 'post')
    }),
    options,
  )
})

test('it is posted only when its condition holds, and over only when that no longer does', () => {
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      const { raise } = fitWhen(readAll(one.condition), offer)
      for (const { say, happening } of play(one, all).lines) {
        const isEnd = say.kind === 'reply' && say.what === 'resolved'
        if (say.kind !== 'post' && say.kind !== 'broadcast' && !isEnd) continue
        if (say.kind === 'broadcast' && say.what === 'still open') continue
        const read = eventOf(happening.event, { raise }, 0)
        if (read.kind !== 'reading') throw new Error(`${say.kind} without a reading`)
        expect(read.raises === true).toBe(!isEnd)
      }
    }),
    options,
  )
})

test('the channel hears of an open alert every 15 minutes at most', () => {
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      let last: number | undefined
      for (const { say, at } of play(one, all).lines) {
        if (say.kind === 'post') last = undefined
        if (say.kind !== 'broadcast') continue
        if (last !== undefined) expect(at - last).toBeGreaterThanOrEqual(15 * minute)
        last = at
      }
    }),
    options,
  )
})

test('nobody is pinged in quiet hours, by a watch that doesn’t ping, or while it is snoozed or muted', () => {
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      for (const { say, at, happening, before } of play(one, all).lines) {
        const pings = 'ping' in say && say.ping
        if (happening.isMuted) expect(['edit', 'reply']).toContain(say.kind)
        if (!pings) continue
        expect(one.ping).not.toBe('never')
        if (happening.isQuiet) expect(one.ping).toBe('always')
        if (before.open?.snoozedUntil !== undefined) expect(at).toBeGreaterThanOrEqual(before.open.snoozedUntil)
      }
    }),
    options,
  )
})

test('whoever is on it is pinged only if it is twice as bad as they know', () => {
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      const { raise } = fitWhen(readAll(one.condition), offer)
      for (const { say, happening, before } of play(one, all).lines) {
        if (before.open?.onIt === undefined || !('ping' in say) || !say.ping) continue
        const read = eventOf(happening.event, { raise }, 0)
        if (read.kind !== 'reading') throw new Error('a ping without a reading')
        // A figure that is missing now is as bad as it was last; that may not have been told, as while it is muted.
        const { told, now } = before.open
        const twice = read.severities.some(
          (severity, at) => (severity?.bad ?? now[at] ?? 0) >= 2 * (told[at] ?? Infinity),
        )
        expect(twice).toBe(true)
      }
    }),
    options,
  )
})

test('a reading that stays the same is one alert that never ends, or none', () => {
  fc.assert(
    fc.property(watch, figures, fc.integer({ min: 1, max: 20 }), (one, same, after) => {
      const reading = { after, event: { kind: 'reading' as const, figures: same }, isQuiet: false, isMuted: false }
      const { lines } = play(one, Array<Happening>(60).fill(reading))
      expect(lines.length).toBeLessThanOrEqual(1)
      for (const { say } of lines) expect(say.kind).toBe('post')
    }),
    options,
  )
})

test('readings without figures say nothing', () => {
  const nothing = { kind: 'reading' as const, figures: { failing: null, silent: null, compliance: null } }
  fc.assert(
    fc.property(watch, happenings, (one, all) => {
      const blank = all.map((happening) =>
        happening.event.kind === 'reading' ? { ...happening, event: nothing } : happening,
      )
      expect(play(one, blank).lines).toEqual([])
    }),
    options,
  )
})

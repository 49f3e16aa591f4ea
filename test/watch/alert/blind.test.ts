import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ConnectionSight, look, type SightEvent, type SightNoise } from '../../../src/watch/alert/blind.ts'
import { runs } from '../../runs.ts'

const minute = 60_000
const loud = { pings: true, isMuted: false }
const failed = (watch: string, because = 'timeout') => ({ kind: 'failed', watch, because }) as const
const answered = { kind: 'answered' } as const
const time = { kind: 'time' } as const

const play = (events: readonly (readonly [minutes: number, event: SightEvent, noise?: SightNoise])[]) => {
  let sight: ConnectionSight = {}
  return events.flatMap(([minutes, event, noise]) => {
    const seen = look(sight, event, minutes * minute, noise ?? loud)
    sight = JSON.parse(JSON.stringify(seen.sight)) as ConnectionSight
    return seen.says.map((say) => `${minutes} ${say} ${sight.blind?.watches.join() ?? 'seen'}`)
  })
}

test('a connection that fails for two minutes is one message, whichever watches wait', () => {
  expect(
    play([
      [0, answered],
      [5, failed('a')],
      [6, failed('b')],
      [7, failed('b')],
      [8, failed('c')],
      [9, failed('c')],
      [10, answered],
    ]),
  ).toEqual(['7 post a,b', '8 edit a,b,c', '10 edit seen'])
})

test('one failure is nothing, however long nothing else is read', () => {
  expect(
    play([
      [5, failed('a')],
      [6, answered],
      [10, failed('a')],
      [30, time],
      [31, answered],
      [40, time],
    ]),
  ).toEqual([])
})

test('after 15 minutes somebody is pinged, once, and not in quiet hours', () => {
  const quiet = { pings: false, isMuted: false }
  expect(
    play([
      [0, failed('a')],
      [5, failed('a')],
      [14, time],
      [15, time],
      [20, failed('a')],
      [40, time],
    ]),
  ).toEqual(['5 post a', '15 ping a'])
  expect(
    play([
      [0, failed('a')],
      [5, failed('a')],
      [15, time, quiet],
      [20, time, quiet],
      [25, time],
    ]),
  ).toEqual(['5 post a', '25 ping a'])
})

test('a muted connection is not mentioned until that is over', () => {
  const muted = { pings: true, isMuted: true }
  expect(
    play([
      [0, failed('a')],
      [5, failed('a'), muted],
      [30, failed('a'), muted],
      [31, time],
    ]),
  ).toEqual(['31 post a'])
})

test('another reason is shown, and a watch that was removed waits no more', () => {
  expect(
    play([
      [0, failed('a')],
      [2, failed('b')],
      [3, failed('b', 'refused')],
      [4, { kind: 'left', watch: 'a' }],
      [5, { kind: 'left', watch: 'b' }],
    ]),
  ).toEqual(['2 post a,b', '3 edit a,b', '4 edit b', '5 edit seen'])
})

test('there is one message at a time, at most one ping for each, and an end for each', () => {
  const event = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'c').map((watch) => failed(watch)) },
    { weight: 1, arbitrary: fc.constant(answered) },
    { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c').map((watch) => ({ kind: 'left', watch }) as const) },
    { weight: 2, arbitrary: fc.constant(time) },
  )
  const happening = fc.tuple(
    fc.integer({ min: 0, max: 10 }),
    event,
    fc.record({ pings: fc.boolean(), isMuted: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (all) => {
      let [at, sight, posts, pings]: [number, ConnectionSight, number, number] = [0, {}, 0, 0]
      for (const [after, what, noise] of all) {
        at += after * minute
        const before = sight
        const seen = look(sight, what, at, noise)
        sight = seen.sight
        posts += seen.says.filter((say) => say === 'post').length
        if (seen.says.includes('post')) {
          expect([before.blind?.at, noise.isMuted]).toEqual([undefined, false])
          pings = 0
        }
        if (seen.says.includes('ping')) {
          pings++
          expect(noise).toEqual({ pings: true, isMuted: false })
          expect(at - (sight.blind?.since ?? at)).toBeGreaterThanOrEqual(15 * minute)
        }
        expect(pings).toBeLessThanOrEqual(1)
        if (before.blind?.at !== undefined && sight.blind === undefined) expect(seen.says).toEqual(['edit'])
        if (seen.says.includes('post')) expect(sight.blind?.failures).toBeGreaterThanOrEqual(2)
        if (sight.blind) expect(sight.blind.watches.length).toBeGreaterThan(0)
      }
      expect(posts).toBeLessThanOrEqual(all.length)
    }),
    { numRuns: runs(400, 20_000) },
  )
})

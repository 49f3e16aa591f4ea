import { expect, test } from 'vitest'
import type { AlertState } from '../../../src/watch/alert/alert.ts'
import { judgementOf } from '../../../src/watch/alert/judgement.ts'
import { type AlertEvent, type Noise, noAlert, react } from '../../../src/watch/alert/react.ts'
import { fitWhen, type Offer } from '../../../src/watch/condition/fit.ts'
import { readAll } from '../condition/conditions.ts'

const minute = 60_000
const offer: Offer = { facts: { failing: 'count', silent: 'count', compliance: 'percent' } }
const noise: Noise = {
  hold: { readings: 2 },
  untilHold: { readings: 2 },
  steps: [],
  pauseMs: 15 * 60_000,
  ping: 'by day',
  isQuiet: false,
  isMuted: false,
}

type Figures = Readonly<Record<string, number | null>>

const watched = (typed: string) => {
  const when = fitWhen(readAll(typed), offer)
  return (figures: Figures): AlertEvent => ({
    kind: 'reading',
    ...judgementOf(when, offer, (measure) => ('fact' in measure ? figures[measure.fact] : null)),
  })
}

/** What is said at each of these moments, in minutes. */
const play = (events: readonly (readonly [minutes: number, event: AlertEvent, noise?: Partial<Noise>])[]) => {
  let state: AlertState = noAlert
  return events.flatMap(([minutes, event, now]) => {
    const reaction = react(state, event, minutes * minute, { ...noise, ...now })
    state = reaction.state
    return reaction.says.map((say) => {
      const what = 'what' in say ? ` ${say.what}` : ''
      const ping = 'ping' in say && say.ping ? ' ping' : ''
      return `${minutes} ${say.kind}${what}${ping}`
    })
  })
}

const failing = watched('failing > 10')
const at = (minutes: number, value: number | null, now?: Partial<Noise>) =>
  [minutes, failing({ failing: value }), now ?? {}] as const
const raised = [at(0, 12), at(5, 12)] as const

test('an alert is posted after two readings, and is over after two that are 30% back', () => {
  expect(play([...raised, at(10, 12), at(15, 7), at(20, 7), at(25, 12), at(30, 12)])).toEqual([
    '5 post ping',
    '15 edit',
    '20 edit',
    '20 reply resolved',
    '30 post ping',
  ])
})

test('a figure that goes up and down around its threshold is one alert', () => {
  expect(
    play([...raised, at(10, 9), at(15, 12), at(20, 9), at(25, 12)]).filter((say) => !say.endsWith('edit')),
  ).toEqual(['5 post ping'])
})

test('twice as bad is worse, and then only after 15 minutes again', () => {
  expect(play([...raised, at(10, 24), at(15, 60), at(20, 130), at(24, 130), at(25, 130)])).toEqual([
    '5 post ping',
    '10 edit',
    '10 broadcast worse ping',
    '15 edit',
    '20 edit',
    '25 broadcast worse ping',
  ])
})

test('a step is worse; it does not disturb whoever is on it, and twice as bad does', () => {
  const steps = { steps: [15, 20] }
  expect(
    play([...raised, [6, { kind: 'on it', by: 'U1' }], at(10, 16, steps), at(25, 17, steps), at(30, 33, steps)]),
  ).toEqual([
    '5 post ping',
    '6 edit',
    '6 reply on it',
    '10 edit',
    '10 broadcast worse',
    '25 edit',
    '30 edit',
    '30 broadcast worse ping',
  ])
})

test('of several comparisons, one that holds later is worse too', () => {
  const both = watched('failing > 10 or silent > 5')
  expect(
    play([
      [0, both({ failing: 12, silent: 0 })],
      [5, both({ failing: 12, silent: 0 })],
      [10, both({ failing: 12, silent: 4 })],
      [15, both({ failing: 12, silent: 6 })],
    ]),
  ).toEqual(['5 post ping', '15 edit', '15 broadcast worse ping'])
})

test('a percentage is twice as bad when twice as much is missing', () => {
  const low = watched('compliance < 95')
  const of = (minutes: number, value: number) => [minutes, low({ compliance: value })] as const
  expect(play([of(0, 94), of(5, 94), of(10, 89), of(15, 88)])).toEqual([
    '5 post ping',
    '10 edit',
    '15 edit',
    '15 broadcast worse ping',
  ])
})

test('half as bad is said in the thread', () => {
  expect(play([at(0, 40), at(5, 40), at(10, 20), at(15, 12)])).toEqual([
    '5 post ping',
    '10 edit',
    '10 reply better',
    '15 edit',
  ])
})

test('a reading without the figure raises nothing and ends nothing', () => {
  expect(
    play([at(0, 12), at(5, null), at(10, 12), at(15, null), at(20, null), at(25, 7), at(30, null), at(35, 7)]),
  ).toEqual(['10 post ping', '25 edit', '35 edit', '35 reply resolved'])
})

test('at night nobody is pinged, unless the watch says so', () => {
  const night = { isQuiet: true }
  expect(play([at(0, 12, night), at(5, 12, night), at(10, 30, night)])).toEqual([
    '5 post',
    '10 edit',
    '10 broadcast worse',
  ])
  const always = { isQuiet: true, ping: 'always' } as const
  expect(play([at(0, 12, always), at(5, 12, always)])).toEqual(['5 post ping'])
  const never = { ping: 'never' } as const
  expect(play([at(0, 12, never), at(5, 12, never)])).toEqual(['5 post'])
})

test('while it is snoozed nothing comes; then it is said that it is still open', () => {
  expect(
    play([
      ...raised,
      [6, { kind: 'snooze', until: 66 * minute }],
      at(10, 99),
      [65, { kind: 'time' }],
      [66, { kind: 'time' }],
      [67, { kind: 'time' }],
    ]),
  ).toEqual(['5 post ping', '6 edit', '6 reply snoozed', '10 edit', '66 edit', '66 broadcast still open ping'])
  // What is shown as snoozed is so no more, though its figures are the same.
  expect(play([...raised, [6, { kind: 'snooze', until: 66 * minute }], at(10, 99), at(66, 99)])).toEqual([
    '5 post ping',
    '6 edit',
    '6 reply snoozed',
    '10 edit',
    '66 edit',
    '66 broadcast still open ping',
  ])
})

test('an alert that ends while it is snoozed is over', () => {
  expect(
    play([...raised, [6, { kind: 'snooze', until: 66 * minute }], at(10, 0), at(15, 0), [66, { kind: 'time' }]]),
  ).toEqual(['5 post ping', '6 edit', '6 reply snoozed', '10 edit', '10 reply better', '15 edit', '15 reply resolved'])
})

test('while its connection is muted nothing new is said; afterwards what is still so is', () => {
  const muted = { isMuted: true }
  expect(play([at(0, 12, muted), at(5, 12, muted), at(10, 12, muted), at(15, 12)])).toEqual(['15 post ping'])
  expect(play([...raised, at(10, 30, muted), at(15, 30)])).toEqual([
    '5 post ping',
    '10 edit',
    '15 broadcast worse ping',
  ])
  expect(play([...raised, at(10, 0, muted), at(15, 0, muted)])).toEqual(['5 post ping', '10 edit', '15 edit'])
})

test('what is gone is no longer checked', () => {
  expect(play([...raised, [7, { kind: 'gone' }], at(10, 12), at(15, 12)])).toEqual([
    '5 post ping',
    '7 edit',
    '7 reply no longer checked',
    '15 post ping',
  ])
  expect(play([at(0, 12), [3, { kind: 'gone' }], at(5, 12)])).toEqual([])
})

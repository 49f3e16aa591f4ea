import { expect, test } from 'vitest'
import { holdsOf } from '../../../src/watch/alert/holds-of.ts'
import { isQuietAt } from '../../../src/watch/alert/quiet-hours.ts'
import { readAll } from '../condition/conditions.ts'

test('two readings are enough, or one of a schedule with a time of day', () => {
  const [often, daily] = [{ every: 5 }, { days: [1, 2, 3, 4, 5], at: 540 }]
  const [two, one] = [{ readings: 2 }, { readings: 1 }]
  expect(holdsOf(readAll('failing > 10'), often)).toEqual({ hold: two, untilHold: two })
  expect(holdsOf(readAll('failing > 10'), daily)).toEqual({ hold: one, untilHold: one })
  const ten = { ms: 600_000 }
  expect(holdsOf(readAll('failing > 10 for 10m until < 3'), often)).toEqual({ hold: ten, untilHold: ten })
  expect(holdsOf(readAll('failing > 10 for 10m until < 3 for 1 reading'), often)).toEqual({ hold: ten, untilHold: one })
})

test('quiet hours are those of the wall there, past midnight too', () => {
  const night = { from: 22 * 60, to: 7 * 60 }
  const at = (time: string) => Date.parse(`2026-11-30T${time}Z`)
  const inParis = ['20:59', '21:00', '23:30', '05:59', '06:00'].map((time) =>
    isQuietAt(night, 'Europe/Paris', at(time)),
  )
  expect(inParis).toEqual([false, true, true, true, false])
  const lunch = { from: 720, to: 780 }
  expect(['11:59', '12:00', '12:59', '13:00'].map((time) => isQuietAt(lunch, 'UTC', at(time)))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect(isQuietAt({ from: 0, to: 0 }, 'UTC', at('00:00'))).toBe(false)
})

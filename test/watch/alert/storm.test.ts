import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calm, fire, weatherAt } from '../../../src/watch/alert/storm.ts'
import { runs } from '../../runs.ts'

const minute = 60_000

const play = (...minutes: readonly number[]) => {
  let weather = calm
  return minutes.map((at) => {
    const fired = fire(weather, at * minute, 5)
    weather = JSON.parse(JSON.stringify(fired.weather)) as typeof calm
    return fired.place
  })
}

test('the sixth alert within five minutes begins a storm, which takes all that follow', () => {
  expect(play(0, 1, 1, 2, 3, 4, 4, 8, 12)).toEqual([
    ...Array(5).fill('channel'),
    'new storm',
    'storm',
    'storm',
    'storm',
  ])
  expect(play(0, 1, 2, 3, 4, 5, 6, 7)).toEqual(Array(8).fill('channel'))
})

test('a storm is over when no alert came for five minutes', () => {
  expect(play(0, 0, 0, 0, 0, 0, 4.9, 9.8, 14.8)).toEqual([
    ...Array(5).fill('channel'),
    'new storm',
    'storm',
    'storm',
    'channel',
  ])
  const storm = [0, 1, 2, 3, 4, 5].reduce((weather, at) => fire(weather, at, 5).weather, calm)
  expect(weatherAt(storm, 5 + 5 * minute).storm).toBeUndefined()
  expect(weatherAt(storm, 4 + 5 * minute).storm).toEqual({ since: 5, alerts: 1 })
})

test('a channel never has more than five alerts of their own and one storm within five minutes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 * minute }), { maxLength: 80 }), (gaps) => {
      let [at, weather] = [0, calm]
      const own: number[] = []
      let alerts = 0
      for (const gap of gaps) {
        at += gap
        const fired = fire(weather, at, 5)
        weather = fired.weather
        expect(weather.recent.length).toBeLessThanOrEqual(6)
        alerts = fired.place === 'storm' ? alerts + 1 : 1
        expect(fired.place === 'channel' ? weather.storm : weather.storm?.alerts).toBe(
          fired.place === 'channel' ? undefined : alerts,
        )
        if (fired.place === 'storm') continue
        own.push(at)
        expect(own.filter((one) => at - one < 5 * minute).length).toBeLessThanOrEqual(6)
      }
    }),
    { numRuns: runs(400, 20_000) },
  )
})

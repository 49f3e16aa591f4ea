import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clausesFrom, thresholdFor, watchForm, watchLineOf } from '../../../src/run/watching/watch-form.ts'
import { splitWatch } from '../../../src/watch/line/split-line.ts'
import { runs } from '../../runs.ts'

test('a threshold is a little beyond what is so now', () => {
  expect([19, 0, 1, 200, 10.5, -20].map((now) => thresholdFor(now, 'count'))).toEqual([21, 1, 2, 220, 12, -18])
  expect([97, 0, 100, 86.6].map((now) => thresholdFor(now, 'percent'))).toEqual([96, 0, 99, 85])
})

test('the form begins with the first figure that there is; text is none', () => {
  const where = { channels: [{ value: 'C1', name: 'Here' }], groups: [] }
  const facts = { mode: 'text', compliance: 'percent', failing: 'count' } as const
  const form = watchForm({ ...where, facts, figures: { compliance: null, failing: 19 } })
  const initial = Object.fromEntries(form?.fields.map(({ name, initial }) => [name, initial]) ?? [])
  expect(initial).toEqual({ posts: 'when', schedule: 'every 5m', fact: 'failing', relation: '>', value: '21' })
  expect(watchForm({ ...where, facts: { mode: 'text' }, figures: {} })).toBeUndefined()
})

test('whatever is chosen is a watch as it is typed', () => {
  expect(watchLineOf('rudder compliance SSH hardening')).toBe('rudder watch compliance SSH hardening')
  expect(() => clausesFrom({ posts: 'when', schedule: 'every 5m' })).toThrow('needs a figure')
  expect(() => clausesFrom({ posts: 'each', schedule: 'every 5m', ping: 'oncall' })).toThrow('Only an alert pings')
  fc.assert(
    fc.property(
      fc.constantFrom('when', 'on change', 'each'),
      fc.constantFrom('every 5m', 'every weekday at 9:00'),
      fc.constantFrom('failing', 'sum', 'non compliant', 'and'),
      fc.constantFrom('>', '<'),
      fc.integer({ min: -1000, max: 1000 }),
      fc.constantFrom(undefined, 'oncall', 'linux.ops'),
      (posts, schedule, fact, relation, value, group) => {
        const ping = posts === 'when' && group !== undefined ? { ping: group } : {}
        const clauses = clausesFrom({ posts, schedule, fact, relation, value: String(value), ...ping })
        const { watch } = splitWatch(`compliance ${clauses}`)
        expect(watch.line).toBe('compliance')
        expect(watch.schedule).toBeDefined()
        expect(watch.ping?.group).toBe(ping.ping)
        if (posts === 'when') expect(watch.posts).toEqual({ when: { raise: { measure: { fact }, relation, value } } })
      },
    ),
    { numRuns: runs(50, 300) },
  )
})

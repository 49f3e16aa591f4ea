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
  const form = watchForm({ mode: 'text', compliance: 'percent', failing: 'count' }, { compliance: null, failing: 19 })
  const initial = Object.fromEntries(form?.fields.map(({ name, initial }) => [name, initial]) ?? [])
  expect(initial).toEqual({ posts: 'when', schedule: 'every 5m', fact: 'failing', relation: '>', value: '21' })
  expect(watchForm({ mode: 'text' }, {})).toBeUndefined()
})

test('whatever is chosen is a watch as it is typed', () => {
  expect(watchLineOf('rudder compliance SSH hardening')).toBe('rudder watch compliance SSH hardening')
  expect(() => clausesFrom({ posts: 'when', schedule: 'every 5m' })).toThrow('needs a figure')
  fc.assert(
    fc.property(
      fc.constantFrom('when', 'on change', 'each'),
      fc.constantFrom('every 5m', 'every weekday at 9:00'),
      fc.constantFrom('failing', 'sum', 'non compliant', 'and'),
      fc.constantFrom('>', '<'),
      fc.integer({ min: -1000, max: 1000 }),
      (posts, schedule, fact, relation, value) => {
        const clauses = clausesFrom({ posts, schedule, fact, relation, value: String(value) })
        const { watch } = splitWatch(`compliance ${clauses}`)
        expect(watch.line).toBe('compliance')
        expect(watch.schedule).toBeDefined()
        if (posts === 'when') expect(watch.posts).toEqual({ when: { raise: { measure: { fact }, relation, value } } })
      },
    ),
    { numRuns: runs(50, 300) },
  )
})

import { describe, expect, test } from 'vitest'
import { valueSpelled, valuesSpelled } from '../../../src/systems/redash/parameters/spelled.ts'
import { ParameterDefinition } from '../../../src/systems/redash/shapes/query.ts'

const define = (type: string, more: object = {}) => ParameterDefinition.parse({ name: 'p', type, value: null, ...more })
const several = { multiValuesOptions: { prefix: "'", suffix: "'", separator: ',' } }

test('what is typed for several is a list', () => {
  expect(valueSpelled(define('enum', several), 'paid, new')).toEqual(['paid', 'new'])
  expect(valueSpelled(define('enum', several), '["paid","in, transit"]')).toEqual(['paid', 'in, transit'])
  expect(valueSpelled(define('enum', several), '[1]')).toEqual(['[1]'])
  expect(valueSpelled(define('number'), '1,2')).toBe('1,2')
})

describe('a range by its ends', () => {
  const period = [define('date-range', { name: 'period' })]
  const [a, b] = ['2026-11-01', '2026-11-15']

  test('is one value', () => {
    expect(valuesSpelled(period, { 'period.start': a, 'Period.end': b })).toEqual({ period: { start: a, end: b } })
  })

  test.for<Readonly<Record<string, string>>>([
    { period: `${a}--${b}`, 'period.start': b },
    { 'period.end': b, period: `${a}--${b}` },
    { 'period.start': a, 'Period.start': b },
    { 'period.start': '', 'Period.start': b },
    { period: `${a}--${b}`, Period: `${a}--${b}` },
  ])('%j gives it twice', (texts) => expect(() => valuesSpelled(period, texts)).toThrow('“period” is given twice.'))
})

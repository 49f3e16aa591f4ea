import { describe, expect, test } from 'vitest'
import { lookAtValues } from '../../../src/systems/redash/parameters/check-values.ts'
import { valuesForm } from '../../../src/systems/redash/parameters/values-form.ts'
import { wantedValues } from '../../../src/systems/redash/parameters/wanted.ts'
import { ParameterDefinition } from '../../../src/systems/redash/shapes/query.ts'
import { openScene } from './flow.ts'

/** Names that every object has something under. */
const names = ['constructor', 'toString', 'hasOwnProperty']

describe.each(names)('a parameter called %s', (name) => {
  test('has no choices, no pattern and no value but its own', () => {
    const definition = ParameterDefinition.parse({ name, type: 'number', value: 100 })
    const runnable = { parameters: [definition], hasText: false, patterns: {}, bare: new Set([name]) }
    const known = { here: { now: 0, zone: 'UTC' }, choices: {} }
    const looked = lookAtValues(runnable, {}, known)
    expect(looked).toMatchObject([{ given: undefined, isMissing: true }])
    const wanted = wantedValues(looked, runnable, known)
    expect(wanted).toMatchObject([{ name, choices: undefined, pattern: undefined, usual: '100' }])
    expect(valuesForm({ name: 'Orders' }, wanted, { button: 'Run' }).fields).toEqual([
      { name, title: name, kind: { is: 'number' }, required: true, initial: '100' },
    ])
  })

  test('is described, asked for and sent', async () => {
    const { answerTo, redash } = await openScene()
    const query = redash.state.queries.find((one) => one.name === 'Orders above amount')
    if (!query) throw new Error('no such query')
    query.sql = query.sql.replaceAll('min_amount', name)
    query.options.parameters = (query.options.parameters ?? []).map((one) => ({ ...one, name, title: name }))
    expect(await answerTo('/redash query Orders above amount')).toContain('a number; default 900')
    expect(await answerTo('/redash run Orders above amount')).toContain('a number; default 900')
    expect(await answerTo(`/redash run Orders above amount ${name}=900`)).toContain('“Orders above amount”: 10 rows')
  })
})

import { describe, expect, test } from 'vitest'
import { settingsNames } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { folderWith, mistakesOf } from '../../config/setup.ts'

const systems = settingsNames([])
const env = { KEY: 'the-key-of-the-test-0123456789' }

const file = (more: string, scopes = 'redash:session:read, redash:queries:read', only = '') => `
connections:
  redash/prod:
    url: https://redash.acme.net
${more}
    tokens:
      - name: key
        secret: env:KEY
        scopes: [${scopes}]
${only}
`
const read = (yaml: string) => readConfig({ env, systems, folder: folderWith(yaml) })
const mistakes = (yaml: string) => mistakesOf(() => read(yaml))

describe('the settings that only Redash has', () => {
  test('are read, with what is left out', () => {
    const { connections } = read(file('    expose: { tags: [chat], ids: [12] }\n    text: { 4: { name: "[A-Z]+" } }'))
    expect(connections[0]?.settings).toEqual({
      expose: { tags: ['chat'], ids: [12], dashboards: [] },
      text: { 4: { name: '[A-Z]+' } },
      maxAge: 3_600,
    })
    expect(read(file('')).connections[0]?.settings).toEqual({
      expose: { tags: [], ids: [], dashboards: [] },
      text: {},
      maxAge: 3_600,
    })
    expect(read(file('    expose: all')).connections[0]?.settings).toMatchObject({ expose: 'all' })
  })

  test.for<readonly [what: string, more: string, says: RegExp]>([
    ['a misspelled key', '    expose: { tag: [chat] }', /expose\.tag is not a setting/],
    ['another word', '    expose: everything', /expose/],
    ['a number that is none', '    expose: { ids: [twelve] }', /expose\.ids\[0\]/],
    [
      'a pattern that needs another engine',
      '    text: { 4: { name: "(?=a)a" } }',
      /text\.4\.name is not a pattern that RE2 understands/,
    ],
    ['a query by its name', '    text: { orders: { name: "a" } }', /must be the number of a query/],
  ])('%s is a mistake that is named', ([, more, says]) => expect(mistakes(file(more))).toMatch(says))

  test('stand in no connection of another system', () => {
    const rudder = file('    expose: all', 'rudder:*:read').replace('redash/prod', 'rudder/prod')
    expect(mistakes(rudder)).toMatch(/connections\.rudder\/prod\.expose is not a setting of rudder; only of redash/)
    expect(() => read(rudder.replace('    expose: all\n', ''))).not.toThrow()
  })
})

test('a connection with nothing but the key of a query needs no key of a user', () => {
  const yaml = file('', 'redash:queries:read, redash:queries:run', '        only: { queryId: [12] }')
  expect(read(yaml).connections[0]?.tokens[0]?.only).toEqual({ queryId: ['12'] })
})

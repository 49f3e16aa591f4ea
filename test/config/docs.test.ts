import { expect, test } from 'vitest'
import { systems as known, settingsNames } from '../../src/app.ts'
import { exampleSettings } from '../../src/cli/example.ts'
import { configSchema, configurationDoc, envExample, readConfig } from '../../src/config.ts'
import { folderWith, systems } from './setup.ts'

const example = exampleSettings(known)

test('the example is a file that the bot takes', () => {
  const env = Object.fromEntries([...example.matchAll(/env:(\w+)/g)].map(([, name]) => [name, `value-of-${name}`]))
  const { connections } = readConfig({ env, systems: settingsNames([]), folder: folderWith(example) })
  expect(connections.map(({ id }) => id)).toEqual(known.map(({ name }) => `${name}/prod`))
})

test('every setting is described, in the schema and in the page', () => {
  const page = configurationDoc(systems, example)
  const walk = (schema: unknown, name: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const properties = Object.entries((schema as { properties?: object }).properties ?? {})
    for (const [key, one] of properties) {
      expect(one, `${name}.${key}`).toHaveProperty('description')
      expect(page).toContain(key)
    }
    for (const [key, inside] of Object.entries(schema)) if (key !== 'default') walk(inside, key)
  }
  walk(configSchema(systems), 'root')
})

test('the schema is of the draft that editors read and refuses unknown keys', () => {
  expect(configSchema(systems)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    additionalProperties: false,
    properties: { groups: { items: { required: ['name', 'api_scopes', 'includes'] } } },
  })
})

test('tables have as many cells as heads, and the page holds the example', () => {
  const rows = configurationDoc(systems, example)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  for (const row of rows) expect(row.split('|')).toHaveLength(6)
  expect(configurationDoc(systems, example)).toContain(example)
})

test('.env.example sets nothing and names every variable', () => {
  const lines = envExample(example)
    .split('\n')
    .filter((line) => line !== '')
  for (const line of lines) expect(line).toMatch(/^#/)
  for (const name of ['COXSWAIN_CONFIG', 'DATABASE_URL', 'RUDDER_READ_TOKEN', 'RUDDER_WRITE_TOKEN']) {
    expect(envExample(example)).toContain(`# ${name}=`)
  }
})

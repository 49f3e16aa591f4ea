import { expect, test } from 'vitest'
import { loadCommands } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { usage } from '../../src/command/usage.ts'
import { UserError } from '../../src/errors.ts'
import { freshFolder, head } from './sample.ts'

const known = { connections: ['rudder/prod', 'rudder/staging'] }
const written = (name: string, rest: string) => `${head}
export default defineWrite(rudder, { summary: 'A sample', examples: ['rudder rule ${name} A as B'],
  scopes: ['rudder:rules:read'], writes: 'updateRule', says: { ask: 'do', done: 'done' }, ${rest},
  state: z.object({ enabled: z.boolean() }), labels: { enabled: 'Enabled' }, look: async () => ({ enabled: true }),
  plan: async () => ({ call: { ruleId: 'r', body: { enabled: false } }, after: { enabled: false }, reach: 1 }) })`

const args = 'args: z.object({ rule: z.string(), name: z.string() }), names: { rule: found }'
const load = async (name: string, rest: string) =>
  loadCommands(await freshFolder({ [`rudder/rule-${name}.ts`]: written(name, rest) }))

const clone = () => load('clone', `${args}, joins: { name: 'as' }`)

test.each([
  ['rudder rule clone SSH hardening as SSH two', { rule: 'SSH hardening', name: 'SSH two' }, {}],
  ['rudder rule clone SSH hardening AS two because why', { rule: 'SSH hardening', name: 'two' }, { reason: 'why' }],
  ['rudder rule clone "run as root" as SSH two', { rule: 'run as root', name: 'SSH two' }, {}],
  ['rudder rule clone SSH as "as is"', { rule: 'SSH', name: 'as is' }, {}],
  ['rudder rule clone SSH as two on staging', { rule: 'SSH', name: 'two' }, { on: 'rudder/staging' }],
  ['rudder rule clone SSH as two --on staging', { rule: 'SSH', name: 'two' }, { on: 'rudder/staging' }],
  ['rudder rule clone SSH hardening --name two', { rule: 'SSH hardening', name: 'two' }, {}],
])('%s', async (line, wanted, more) => {
  expect(parseLine(await clone(), line, known)).toMatchObject({ args: wanted, ...more })
})

test.each([
  ['rudder rule clone SSH two', 'Which name?'],
  ['rudder rule clone SSH as', 'Nothing follows “as”.'],
  ['rudder rule clone as two', 'Which rule?'],
  ['rudder rule clone run as root as two', '“as” is there twice: put the names in quotes.'],
])('%s is not guessed at: %s', async (line, why) => {
  const commands = await clone()
  expect(() => parseLine(commands, line, known)).toThrow(UserError)
  expect(() => parseLine(commands, line, known)).toThrow(why)
})

test('usage says the word', async () => {
  const [command] = await clone()
  expect(command && usage(command)).toBe('rudder rule clone <rule> as <name> [because …] [--on <connection>]')
})

test('a word can stand before the last of several arguments only', async () => {
  await expect(load('clone', `${args}, joins: { rule: 'as' }`)).rejects.toThrow('"rule" in joins is not the last')
})

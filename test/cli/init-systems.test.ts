import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { initIn } from '../../src/cli/init.ts'
import { write } from '../../src/systems/operation.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import type { System } from '../../src/systems/system.ts'
import { emptyFolder, typing } from './typing.ts'

/** A second system, as a folder of its own would declare it. */
const depot: System = {
  ...rudder,
  name: 'depot',
  title: 'Depot',
  unit: { one: 'parcel', many: 'parcels' },
  operations: { move: write('depot:parcels:write', 'POST /move', {}) },
  setup: {
    address: { example: 'https://depot.acme.net' },
    tokens: [
      { name: 'mover', variable: 'MOVE', scopes: ['depot:parcels:write'], comment: ['It moves.'], hint: 'the key' },
    ],
    admins: { may: 'move parcels', scopes: ['depot:parcels:write'] },
    next: (variables) => `Make a key for ${variables.join()}.`,
  },
}

const chosen = async (lines: readonly string[]) => {
  const folder = emptyFolder()
  const { terminal, said, left } = typing(lines)
  await initIn(folder, terminal, 'ana', [depot, rudder])
  expect(left).toEqual([])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { said, env: read('.env'), settings: parse(read('coxswain.yml')), text: read('coxswain.yml') }
}

test('with several systems it asks which, and writes one file about all that were chosen', async () => {
  const { said, env, settings, text } = await chosen([
    ...['redash', 'Rudder depot', 'https://depot.acme.net', 'north'],
    ...['https://rudder.acme.net/rudder', '', 'ana@acme.net', '', ''],
  ])
  expect(said.filter((one) => /^(Which|That|Where)/.test(one))).toEqual([
    'Which of depot, rudder do you want to connect (several with commas)?',
    'That names "redash", which I don\'t support. Type one or more of depot, rudder.',
    'Which of depot, rudder do you want to connect (several with commas)?',
    'Where is Depot, such as https://depot.acme.net?',
    'Where is Rudder, such as https://rudder.acme.net/rudder?',
  ])
  expect(Object.keys(settings.connections)).toEqual(['depot/north', 'rudder/prod'])
  expect(settings.groups[0].api_scopes).toEqual(['depot:*:read', 'rudder:*:read'])
  expect(settings.groups[1].api_scopes).toEqual(expect.arrayContaining(['depot:parcels:write', 'rudder:rules:write']))
  expect(settings.groups[1].description).toMatch(
    /^They may move parcels, change rules, .*, stop all changes, and mute alerts\.$/,
  )
  expect(settings.approvals).toEqual([
    { scopes: ['depot:*:write', 'rudder:*:write', 'rudder:*:approve'], people: 2, when: { reach: 50 } },
  ])
  expect(text).toContain('One that touches 50 parcels or nodes or more waits for two people')
  expect(env).toContain('# Depot: the key\nDEPOT_NORTH_MOVE_TOKEN=\n\n# Rudder: ')
  expect(said.at(-1)).toMatch(
    /\n2\. Make a key for DEPOT_NORTH_MOVE_TOKEN\.\n3\. In Rudder .+\n4\. .+doctor.+\n5\. npm start/,
  )
})

test('with several systems one alone is set up as if it were the only one', async () => {
  const { settings, text } = await chosen(['depot', 'https://depot.acme.net', '', 'ana@acme.net', '', ''])
  expect(Object.keys(settings.connections)).toEqual(['depot/prod'])
  expect(settings.approvals).toEqual([{ scopes: ['depot:*:write'], people: 2, when: { parcels: 50 } }])
  expect(text).not.toMatch(/rudder|node/i)
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createLevers } from '../src/levers.ts'
import type { SettingsPart } from '../src/local-system.ts'
import { accounts, people } from '../src/people.ts'
import { settingsFile } from '../src/settings.ts'
import { startPlay } from '../src/start-systems.ts'

test('the local systems are up, and a settings file of its own leads to them', async () => {
  const play = await startPlay({ rudder: { nodes: 3 } })
  const file = join(play.folder, 'coxswain.yml')
  const { connections } = parse(readFileSync(file, 'utf8'))
  expect(Object.keys(connections)).toEqual([
    ...['lens/sales', 'redash/prod', 'redash/staging', 'rill/prod', 'rill/local', 'rudder/prod', 'rudder/staging'],
  ])
  expect(connections['rudder/prod'].url).toBe(play.rudder.prod.url)
  const named = readFileSync(file, 'utf8').match(/(?<=env:)\w+/g) ?? []
  expect(named.filter((name) => play.env[name] === undefined)).toEqual([])
  await play.close()
  expect(existsSync(play.folder)).toBe(false)
})

test('several local systems share one settings file', () => {
  const part = (name: string): SettingsPart => ({
    connections: `\n  ${name}/prod:\n    url: http://127.0.0.1:1`,
    everybody: [`${name}:*:read`],
    groups: `\n  - name: ${name}-operators\n    includes: [ana@acme.example]`,
    approvals: `\n  - scopes: [${name}:things:write]\n    people: 2`,
    env: {},
  })
  const file = parse(settingsFile([part('one'), part('two')]))
  expect(Object.keys(file.connections)).toEqual(['one/prod', 'two/prod'])
  expect(file.groups.map(({ name }: { name: string }) => name)).toEqual([
    'everybody',
    'one-operators',
    'two-operators',
    'owners',
  ])
  expect(file.groups[0].api_scopes).toEqual(['one:*:read', 'two:*:read'])
  expect(file.approvals).toHaveLength(2)
})

test('a lever is known by its system, and moves only what it says', async () => {
  const play = await startPlay({ rudder: { nodes: 3 } })
  let passed = 0
  const levers = createLevers(play, {
    pass: (ms) => {
      passed += ms
    },
  })
  expect(levers.list().map(({ id }) => id)).toEqual(expect.arrayContaining(['rudder-down', 'rudder-edit', 'pass15']))
  await levers.pull('rudder-down', true)
  expect(levers.list().find(({ id }) => id === 'rudder-down')?.on).toBe(true)
  expect([play.rudder.prod.faults.down, play.rudder.staging.faults.down, passed]).toEqual([true, false, 0])
  await levers.pull('pass15', undefined)
  expect(passed).toBe(16 * 60_000)
  await play.close()
})

test('change validation is a setting: its plugin stays where it is', async () => {
  const play = await startPlay({ rudder: { nodes: 3 } })
  const levers = createLevers(play, { pass: () => undefined })
  const { validation } = play.rudder.prod.state
  const installed = validation.installed
  await levers.pull('rudder-validation', true)
  await levers.pull('rudder-validation', false)
  expect(installed).toBe(true)
  expect(validation.installed).toBe(installed)
  await play.close()
})

test('the page about the playground has every lever by its label, and how many nodes there are', async () => {
  const play = await startPlay()
  const page = readFileSync(new URL('../../../docs/playground.md', import.meta.url), 'utf8')
  const labels = createLevers(play, { pass: () => undefined })
    .list()
    .map(({ label }) => label)
  expect(labels.filter((label) => !page.includes(`\n| ${label} |`))).toEqual([])
  const { prod, staging } = play.rudder
  expect(page).toContain(`a Rudder 8.3 with ${prod.state.nodes.length} nodes`)
  expect(page).toContain(`an 8.0 with ${staging.state.nodes.length})`)
  await play.close()
})

test('the people of the local Slack are here too, each with what they are there to show', () => {
  expect(Object.keys(people)).toEqual(['ana', 'marc', 'rita', 'gus', 'sam'])
  expect(people.ana).toMatchObject({
    id: 'play:ana',
    may: 'analyst: queries, SQL and GraphQL; analyst: runs queries, changes queries and dashboards; sees the bids of Europe in Rill; operator: reads everything, changes rules',
  })
  expect(accounts.ana?.id).toBe('U07ANA')
  expect(accounts.gus?.may).toBe('guest from elsewhere: nothing')
})

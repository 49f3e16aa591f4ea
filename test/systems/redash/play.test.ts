import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { settingsNames } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { isQueryExposed } from '../../../src/systems/redash/expose/exposed.ts'
import { Exposed } from '../../../src/systems/redash/expose/settings.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { loadedCommands } from '../../loaded.ts'
import { testWorld } from '../../world.ts'
import { callOf, connectedTo } from '../contract/connected.ts'

const started = async () => {
  const play = await startPlay({ only: ['redash'] })
  onTestFinished(() => play.close())
  const { connections } = readConfig({
    env: play.env,
    systems: settingsNames(await loadedCommands()),
    folder: play.folder,
  })
  return { play, connections }
}

test('each key of the playground can do what it is declared for, and nothing that it need not', async () => {
  const { connections, play } = await started()
  for (const { id, url, tokens } of connections) {
    const connection = connectedTo(redash, url, tokens)
    const world = testWorld()
    const found = await runChecks([connectionCheck(connection, world.clock)], world)
    const bad = found.filter(({ level, id }) => level !== 'ok' && !id.startsWith('clock:'))
    expect(
      bad.map(({ about, says }) => `${about}: ${says}`),
      id,
    ).toEqual([])
  }
  expect([...play.redash.prod.writes(), ...play.redash.staging.writes()]).toEqual([])
})

test('it exposes queries of every kind of parameter, and not all', async () => {
  const { connections } = await started()
  const [prod] = connections
  if (!prod) throw new Error('no connection')
  const exposed = Exposed.parse(prod.settings.expose)
  const connection = connectedTo(redash, prod.url, prod.tokens)
  const query = { page_size: 250 }
  const all = (await callOf(connection, redash.operations.queries, { query })) as {
    id: string
    tags: string[]
    options: { parameters: { type: string }[] }
  }[]
  const offered = all.filter((one) => isQueryExposed(one, exposed))
  expect(offered.length).toBeGreaterThan(20)
  expect(offered.length).toBeLessThan(all.length)
  const types = (some: typeof all) => new Set(some.flatMap(({ options }) => options.parameters.map(({ type }) => type)))
  expect(types(offered)).toEqual(types(all))
})

test('what is changed for the bot belongs to its own user, and what the levers do can be undone', async () => {
  const { play } = await started()
  const { prod } = play.redash
  for (const { pull, isOn } of play.levers) {
    pull(true)
    if (isOn) {
      expect(isOn()).toBe(true)
      pull(false)
      expect(isOn()).toBe(false)
    } else pull(true)
  }
  expect(prod.faults).toMatchObject({ down: false, redisDown: false, slow: 0, stuck: false })
  expect(prod.state.queries.find(({ id }) => id === 1)).toMatchObject({ name: 'Daily orders', user: 20 })
})

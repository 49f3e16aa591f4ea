import { startPlay } from 'play/systems'
import { expect, onTestFinished, test } from 'vitest'
import { settingsNames } from '../../../src/app.ts'
import { readConfig } from '../../../src/config.ts'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import { loadedCommands } from '../../loaded.ts'
import { testWorld } from '../../world.ts'
import { connectedTo } from '../contract/connected.ts'

const started = async () => {
  const play = await startPlay({ only: ['lens'] })
  onTestFinished(() => play.close())
  const { connections } = readConfig({
    env: play.env,
    systems: settingsNames(await loadedCommands()),
    folder: play.folder,
  })
  return { play, connections }
}

test('each key of the playground can do what it is declared for, and nothing that it need not', async () => {
  const { connections } = await started()
  for (const { id, url, tokens } of connections) {
    const world = testWorld()
    const found = await runChecks([connectionCheck(connectedTo(lens, url, tokens), world.clock)], world)
    const bad = found.filter(({ level, id }) => level !== 'ok' && !id.startsWith('clock:'))
    expect(
      bad.map(({ about, says }) => `${about}: ${says}`),
      id,
    ).toEqual([])
  }
})

test('what the levers do can be undone', async () => {
  const { play } = await started()
  for (const { pull, isOn } of play.levers) {
    pull(true)
    expect(isOn?.()).toBe(true)
    pull(false)
    expect(isOn?.()).toBe(false)
  }
  expect(play.lens.prod.faults).toMatchObject({ down: false, refused: false })
})

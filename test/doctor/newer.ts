import { type LocalRudder, startRudder } from 'local-rudder'
import { onTestFinished } from 'vitest'
import { type SceneOptions, sceneWorld, startScene } from '../slack/scene.ts'
import type { Engine } from '../store/engines.ts'

/** A scene whose rudder/prod is of Rudder 9.0, which tells when a token expires. */
export const startNewerScene = async (engine: Pick<Engine, 'fresh'>, options: SceneOptions = {}) => {
  const world = options.world ?? sceneWorld()
  const newer: LocalRudder = await startRudder({ api: 22, now: () => world.clock.now() })
  onTestFinished(() => newer.close())
  const settings = (yaml: string) =>
    (options.settings ?? ((same) => same))(
      yaml.replace(
        /(rudder\/prod:\n {4}url: )\S+(\n {4}web: )\S+/,
        (_, url, web) => `${url}${newer.url}${web}${newer.url}`,
      ),
    )
  return { ...(await startScene(engine, { ...options, world, settings })), newer }
}

import type { RudderState } from 'local-rudder'
import { type Scene, startScene } from '../../flow/setup.ts'
import type { Engine } from '../../store/engines.ts'
import type { Situation } from './situations.ts'

/** Every so many of them, others in each situation; all where RUNS is set. */
export const every = <T>(step: number, at: number, all: readonly T[]): readonly T[] =>
  process.env.RUNS === undefined ? all.filter((_, n) => (n + at) % step === 0) : all

/** How many of the seeded nodes are kept, beside the server: enough to need two people, few enough to be quick. */
const kept = 130

const fewer = (state: RudderState): void => {
  state.nodes = state.nodes.filter(({ policyServer }, at) => policyServer || at < kept)
  const there = new Set(state.nodes.map(({ id }) => id))
  for (const group of state.groups) group.nodeIds = group.nodeIds.filter((id) => there.has(id))
}

/** A scene in a situation; `put` has the Rudder be as it was made, changed, and returns a copy of that. */
export const sceneIn = async (engine: Pick<Engine, 'fresh'>, { make, api }: Situation) => {
  const scene: Scene = await startScene(engine, api === undefined ? {} : { api })
  const { rudder, world } = scene
  fewer(rudder.state)
  make(rudder.state, world.clock.now())
  const made = structuredClone(rudder.state)
  const put = (change?: (state: RudderState) => unknown): RudderState => {
    const state = structuredClone(made)
    change?.(state)
    delete rudder.state.generated
    Object.assign(rudder.state, state)
    return structuredClone(state)
  }
  return { ...scene, put }
}

import type { Config } from '../config.ts'
import { createSealer, type Sealer } from '../vault/seal.ts'
import type { World } from '../world.ts'

/** What people's own keys are sealed with, if the settings allow them. */
export const sealerOf = ({ sealingKey }: Pick<Config, 'sealingKey'>, { ids }: Pick<World, 'ids'>): Sealer | undefined =>
  sealingKey && createSealer(sealingKey, ids.bytes)

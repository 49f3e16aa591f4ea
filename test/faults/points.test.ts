import { describe } from 'vitest'
import { faultPoints } from '../../src/world.ts'
import { some } from '../runs.ts'
import { mainlyPostgres } from '../store/engines.ts'
import { killedAt } from './killed.ts'
import { disabling } from './scene.ts'

describe('a process that is killed while it disables a rule', () => {
  mainlyPostgres((engine) => killedAt(engine, disabling, some(4, faultPoints)))
})

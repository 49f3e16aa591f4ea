import { describe } from 'vitest'
import { eachEngine } from '../store/engines.ts'
import { killedAtEachPoint } from './killed.ts'
import { disabling } from './scene.ts'

describe('a process that is killed while it disables a rule', () => {
  eachEngine((engine) => killedAtEachPoint(engine, disabling))
})

import { eachEngine } from '../store/engines.ts'
import { killedAtEachPoint } from './killed.ts'
import { disabling } from './scene.ts'

eachEngine((engine) => killedAtEachPoint(engine, disabling))

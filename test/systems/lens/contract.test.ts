import { describe } from 'vitest'
import { lens } from '../../../src/systems/lens/index.ts'
import { systemContract } from '../contract.ts'
import { inputsFor } from './inputs.ts'
import { localLens } from './local.ts'

describe(lens.title, () => systemContract(lens, localLens, { operations: inputsFor, writes: [] }))

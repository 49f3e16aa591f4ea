import { describe } from 'vitest'
import { rill } from '../../../src/systems/rill/index.ts'
import { systemContract } from '../contract.ts'
import { inputs } from './inputs.ts'
import { localRill } from './local.ts'

describe(rill.title, () => systemContract(rill, localRill, { operations: () => inputs, writes: [] }))

import { describe } from 'vitest'
import { redash } from '../../../src/systems/redash/index.ts'
import { systemContract } from '../contract.ts'
import { inputsFor, prepare } from './inputs.ts'
import { localRedash } from './local.ts'
import { writeRows } from './write-rows.ts'

describe(redash.title, () =>
  systemContract(redash, localRedash, {
    operations: inputsFor,
    prepare,
    writes: writeRows,
    secret: {
      seeded: /LocalRedash|public\/dashboards/,
      shownBy: ['queries', 'query', 'dashboard', 'alerts', 'alert'],
    },
  }),
)

import { describe } from 'vitest'
import { rudder } from '../../../src/systems/rudder/index.ts'
import { withRequest } from '../../commands/setup.ts'
import { systemContract } from '../contract.ts'
import { inputsFor, prepare } from './inputs.ts'
import { localRudder } from './local.ts'
import { writeRows } from './write-rows.ts'

/** A node that the examples name. */
const named = 'web-114.lyon2.acme.net'

describe(rudder.title, () =>
  systemContract(rudder, localRudder, {
    operations: inputsFor,
    prepare,
    beforeReads: (local) => {
      withRequest(local)
      // A smaller fleet has no node of that name.
      const [node] = local.state.nodes
      if (node && !local.state.nodes.some(({ hostname }) => hostname === named)) node.hostname = named
    },
    writes: writeRows,
    secret: {
      seeded: /play-(technique-)?secret/,
      shownBy: ['directives', 'techniques', 'techniqueDirectives', 'properties'],
    },
  }),
)

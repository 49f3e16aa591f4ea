import { z } from 'zod'
import { read, write } from '../../src/systems/operation.ts'
import type { System } from '../../src/systems/system.ts'
import { withoutPages } from '../systems/without-pages.ts'

const operations = {
  info: read('rudder:info:read', 'GET /info', { internal: 'handshake' }),
  compliance: read('rudder:compliance:read', 'GET /compliance', {}),
  rules: read('rudder:rules:read', 'GET /rules', {}),
  nodes: read('rudder:nodes:read', 'GET /nodes', {}),
  updateRule: write('rudder:rules:write', 'POST /rules/{ruleId}', { body: z.object({ enabled: z.boolean() }) }),
}

const never = () => {
  throw new Error('no test of the parser calls anything')
}

/** A system with operations and no way to call them: what a definition needs. */
export const rudder: System<'rudder', typeof operations> = {
  name: 'rudder',
  title: 'Rudder',
  operations,
  unit: { one: 'node', many: 'nodes', preposition: 'on' },
  changeProcess: 'change request',
  scopes: {},
  protocol: { present: never, base: never, open: never, probe: never, data: never },
  accounts: [],
  ...withoutPages,
}

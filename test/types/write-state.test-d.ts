import { z } from 'zod'
import { defineWrite } from '#bot'
import { findRule, rudder } from '#rudder'

// What a write command may not say of the state that it looks at. `compile.test.ts` takes each directive away and looks for the error that it names.

const head = {
  summary: 'A sample',
  examples: ['rudder sample'],
  says: { ask: 'do', done: 'done' },
} as const
const rest = {
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  state: z.object({ enabled: z.boolean() }),
  labels: { enabled: 'Enabled' },
}
const off = { ruleId: 'r', body: { enabled: false } }

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  state: z.object({ enabled: z.boolean(), mode: z.string().optional() }),
  // @ts-expect-error 2741 a part of the state without a label
  labels: { enabled: 'Enabled' },
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  // @ts-expect-error 2353 a label of what is not in the state
  labels: { enabled: 'Enabled', mode: 'Mode' },
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  // @ts-expect-error 2322 a read outside the declared scopes
  reads: ['nodes'],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: ['rule'],
  preconditions: { name: { label: 'name', undo: false } },
  // @ts-expect-error 2322 what the plan relies on is not looked at
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  // @ts-expect-error 2322 a field that the call cannot have
  sends: ['status'],
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  elsewhere: { rules: 'the rules' },
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 what it relies on elsewhere has no words
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, otherPreconditions: { groups: [] } }),
})

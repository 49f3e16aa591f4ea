import { z } from 'zod'
import { defineWrite } from '#bot'
import { findRule, rudder } from '#rudder'

// What a write command may not say. `compile.test.ts` takes each directive away and looks for the error that it names.

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

// This is how it is right; every refused line below differs from it in one thing.
defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: ['rule'],
  readState: async ({ args, api }) => ({ state: { enabled: (await api.rule({ ruleId: args.rule.id })).enabled } }),
  plan: async ({ args, state }) => ({
    call: { ruleId: args.rule.id, body: { enabled: false } },
    after: { enabled: false },
    reach: state.enabled ? 41 : 0,
    tagged: {},
  }),
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: before }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: ['rule'],
  readState: async ({ api }) => {
    // @ts-expect-error 2339 a write in look
    await api.updateRule(off)
    // @ts-expect-error 2339 an operation outside the declared scopes, in look
    api.nodes({ query: { include: 'minimal' } })
    // @ts-expect-error 2339 a read that it did not declare, in look
    await api.rules()
    return { state: { enabled: true } }
  },
  plan: async ({ api, args, state }) => {
    // @ts-expect-error 2339 a write in plan
    await api.updateRule(off)
    // @ts-expect-error 2339 an operation outside the declared scopes, in plan
    await api.globalCompliance()
    // @ts-expect-error 2339 an argument that was not declared
    args.node
    // @ts-expect-error 2339 a key that the state does not have
    state.disabled
    return { call: off, after: { enabled: false }, reach: 1, tagged: {} }
  },
})

defineWrite(rudder, {
  ...head,
  ...rest,
  // @ts-expect-error 2322 the scope of its own write: look and plan only read
  scopes: ['rudder:rules:read', 'rudder:rules:write'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  // @ts-expect-error 2322 a scope of another system
  scopes: ['rill:api:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  // @ts-expect-error 2322 what it writes is an operation that reads
  writes: 'rule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  // @ts-expect-error 2322 what it writes is no operation
  writes: 'deleteEverything',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 a body of the wrong type
  plan: async () => ({
    call: { ruleId: 'r', body: { enabled: 'no' } },
    after: { enabled: false },
    reach: 1,
    tagged: {},
  }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 a body with a key that the operation does not have, and none that it has
  plan: async () => ({ call: { ruleId: 'r', body: { name: '' } }, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 a call without its path parameter
  plan: async () => ({ call: { body: { enabled: false } }, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 a call with a query: what is said there is the executor's
  plan: async () => ({ call: { ...off, query: { reason: 'x' } }, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  // @ts-expect-error 2322 look gives another state
  readState: async () => ({ state: { enabled: 'yes' } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 another state after it
  plan: async () => ({ call: off, after: { enabled: null }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 no reach: one that cannot be computed is 'unknown'
  plan: async () => ({ call: off, after: { enabled: false }, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 not which objects it affects: if that cannot be known it is 'unknown'
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1 }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
  // @ts-expect-error 2322 undo is another call of the same operation
  undo: ({ args }) => ({ nodeId: args.rule.id, body: { enabled: true } }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  // @ts-expect-error 2322 a name of an argument that does not exist
  names: { node: findRule },
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: false }, reach: 1, tagged: {} }),
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  // @ts-expect-error 2322 a state that is not JSON cannot be stored
  state: z.object({ enabled: z.date() }),
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
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
  // @ts-expect-error 2353 a word before an argument that does not exist
  joins: { name: 'as' },
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  plan: async () => ({ call: off, after: { enabled: true }, reach: 1, tagged: {} }),
  // @ts-expect-error 2339 the answer is the one of the operation
  output: ({ colour }) => colour,
})

defineWrite(rudder, {
  ...head,
  ...rest,
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  reads: [],
  readState: async () => ({ state: { enabled: true } }),
  // @ts-expect-error 2322 a reach that is neither a count nor said to be unknown or none
  plan: async () => ({ call: off, after: { enabled: true }, reach: null, tagged: {} }),
})

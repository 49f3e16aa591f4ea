import { z } from 'zod'
import { defineComparison, defineRead, progress } from '#bot'
import { redash } from '#redash'
import { findNode, findRule, rudder } from '#rudder'

// What a read command may not say. `compile.test.ts` takes each directive away and looks for the error that it names.

const head = { summary: 'A sample', examples: ['rudder sample'] } as const

// This is how it is right; every refused line below differs from it in one thing.
defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read', 'rudder:nodes:read'],
  args: z.object({ rule: z.string().optional(), words: z.string().optional() }),
  names: { rule: findRule },
  facts: { rules: 'count', compliance: 'percent' },
  async *run({ args, api }) {
    yield progress('reading')
    const found = await api.rules()
    for await (const node of api.nodes({ query: { include: 'minimal' } })) node.hostname.trim()
    return { title: `${args.rule?.name} ${args.words}`, facts: { rules: found.length } }
  },
})

defineRead(rudder, {
  ...head,
  // @ts-expect-error 2322 a scope of another system
  scopes: ['rudder:rules:read', 'redash:queries:read'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  // @ts-expect-error 2322 a scope that no operation has
  scopes: ['rudder:rulez:read'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  // @ts-expect-error 2322 a pattern is no scope
  scopes: ['rudder:*:read'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  // @ts-expect-error 2322 the scope of a write
  scopes: ['rudder:rules:write'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  // @ts-expect-error 2322 a scope that is for the system itself: the handshake
  scopes: ['rudder:info:read'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  run: async ({ args, api }) => {
    // @ts-expect-error 2339 an operation outside the declared scopes
    api.groups()
    // @ts-expect-error 2339 a write in the run of a read
    await api.updateRule({ ruleId: args.rule.id, body: { enabled: false } })
    // @ts-expect-error 2339 an internal operation
    await api.info()
    // @ts-expect-error 2353 another path parameter
    await api.rule({ nodeId: args.rule.id })
    // @ts-expect-error 2554 no path parameter
    await api.rule()
    // @ts-expect-error 2339 a key that the answer was not declared to have
    ;(await api.rule({ ruleId: args.rule.id })).parameters
    // @ts-expect-error 2339 an argument that was not declared
    args.node
    // @ts-expect-error 2339 an argument that is a name is an id and a name
    args.rule.trim()
    return { title: '' }
  },
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read', 'rudder:compliance:read'],
  args: z.object({}),
  run: async ({ api }) => {
    // @ts-expect-error 2322 a query of the wrong type
    await api.rulesCompliance({ query: { level: 'all' } })
    // @ts-expect-error 2345 a query that is asked for and not given
    await api.ruleCompliance({ ruleId: 'r' })
    // @ts-expect-error 2504 a list that is read whole is not read element by element
    for await (const _ of api.rules()) break
    return { title: '' }
  },
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({ rule: z.string() }),
  // @ts-expect-error 2322 a name of an argument that does not exist
  names: { node: findRule },
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({ node: z.string() }),
  // @ts-expect-error 2322 a finder that reads outside the declared scopes
  names: { node: findNode },
  run: async () => ({ title: '' }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  facts: { rules: 'count' },
  // @ts-expect-error 2322 a fact that was not declared, alone
  run: async () => ({ title: '', facts: { nodes: 1 } }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  facts: { rules: 'count' },
  // @ts-expect-error 2322 a fact that was not declared, beside one that was
  run: async () => ({ title: '', facts: { rules: 1, nodes: 1 } }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  facts: { rules: 'count' },
  // @ts-expect-error 2322 a fact that was not declared, after progress
  async *run() {
    yield progress('reading')
    return { title: '', facts: { rules: 1, nodes: 1 } }
  },
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  // @ts-expect-error 2322 a fact where none was declared
  run: async () => ({ title: '', facts: { nodes: 1 } }),
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  // @ts-expect-error 2322 a unit that does not exist
  facts: { rules: 'metres' },
  run: async () => ({ title: '' }),
})

defineComparison(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  facts: { differences: 'count' },
  run: async ({ args, here, there }) => {
    const [one, other] = [await here.api.rule({ ruleId: args.rule.id }), await there.api.rules()]
    // @ts-expect-error 2339 an operation outside the declared scopes, on the other side
    there.api.groups()
    // @ts-expect-error 2339 a write on the other side
    await there.api.updateRule({ ruleId: one.id, body: { enabled: false } })
    return { title: `${here.on} ${there.on}`, facts: { differences: other.length } }
  },
})

defineComparison(rudder, {
  ...head,
  // @ts-expect-error 2322 the scope of a write in a comparison
  scopes: ['rudder:rules:write'],
  args: z.object({}),
  run: async () => ({ title: '' }),
})

// What a command may know of its connection: the settings of its own system, typed, and which token serves a read.
defineRead(redash, {
  ...head,
  scopes: ['redash:queries:read'],
  args: z.object({ query: z.string() }),
  names: { query: async (_api, text, { settings }) => (settings.expose === 'all' ? [{ id: text, name: text }] : []) },
  run: async ({ args, settings, tokenFor }) => {
    const token = await tokenFor('query', { queryId: args.query.id })
    const pattern: string | undefined = settings.text[args.query.id]?.name
    // @ts-expect-error 2339 a setting that the system does not have
    settings.channels
    // @ts-expect-error 2345 an operation outside the declared scopes
    await tokenFor('runQuery', { queryId: '7', body: { parameters: {} } })
    // @ts-expect-error 2353 another path parameter
    await tokenFor('query', { dashboardId: '7' })
    // @ts-expect-error 2339 the token itself
    token?.secret
    return { title: `${token?.name} ${token?.isBound} ${pattern}` }
  },
})

defineRead(rudder, {
  ...head,
  scopes: ['rudder:rules:read'],
  args: z.object({}),
  run: async ({ settings }) => {
    // @ts-expect-error 2339 a setting where the system has none of its own
    settings.expose
    return { title: '' }
  },
})

import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineWrite } from '#bot'
import { directiveChange, findDirective, findRule, rudder as system, usedInRules } from '#rudder'
import type { Command } from '../../src/command/command.ts'
import type { AnyWrite } from '../../src/command/define.ts'
import { startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const renamed = { name: z.string().min(3) }
const Called = z.object({ name: z.string() })

const renameRule = defineWrite(system, {
  summary: 'Give a rule another name',
  examples: ['rudder rule rename SSH hardening to SSH'],
  scopes: ['rudder:rules:read'],
  writes: 'updateRule',
  sends: ['displayName'],
  says: { ask: 'rename', done: 'renamed' },
  args: z.object({ rule: z.string(), ...renamed }),
  joins: { name: 'to' },
  names: { rule: findRule },
  state: Called,
  labels: { name: 'Name' },
  reads: ['rule'],
  readState: async ({ args, api }) => ({ state: { name: (await api.rule({ ruleId: args.rule.id })).displayName } }),
  plan: async ({ args }) => ({
    call: { ruleId: args.rule.id, body: { displayName: args.name } },
    after: { name: args.name },
    reach: 0,
    tagged: {},
  }),
})

const renameDirective = defineWrite(system, {
  summary: 'Give a directive another name',
  examples: ['rudder directive rename SSH settings to SSH'],
  scopes: [
    ...(['rudder:directives:read', 'rudder:directives:run', 'rudder:compliance:read'] as const),
    ...(['rudder:rules:read', 'rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'] as const),
  ],
  writes: 'updateDirective',
  sends: ['displayName'],
  says: { ask: 'rename', done: 'renamed' },
  args: z.object({ directive: z.string(), ...renamed }),
  joins: { name: 'to' },
  names: { directive: findDirective },
  state: Called,
  labels: { name: 'Name' },
  reads: ['directive'],
  elsewhere: usedInRules,
  readState: async ({ args, api }) => ({
    state: { name: (await api.directive({ directiveId: args.directive.id })).displayName },
  }),
  plan: async ({ args, api, reason, back }) => {
    const body = { displayName: args.name }
    const { plan, first } = await directiveChange(api, { ...args, body, back, reason })
    return { ...plan, after: { name: args.name }, notes: first }
  },
})

const named = (name: string, command: AnyWrite): Command => ({
  ...command,
  name,
  words: name.split(' '),
  file: `${name}.ts`,
})
const commands = [named('rudder rule rename', renameRule), named('rudder directive rename', renameDirective)]

onSqlite((engine) => {
  describe('a change of words alone', () => {
    test.for(['rudder rule rename SSH hardening to SSH', 'rudder directive rename SSH banner to Banner'])(
      '%s: it affects no node, and none is read',
      async (line) => {
        const { context, rudder, ask, confirm } = await startScene(engine)
        Object.defineProperty(context, 'commands', { value: [...context.commands, ...commands] })
        const { message, proposal } = await ask(line)
        expect(message.lead).toMatch(/^No node is touched\./)
        expect(message.actions?.[0]?.label).toBe('Rename')
        expect((await confirm(proposal)).message.tone).toBe('applied')
        const read = rudder.requests.filter(({ method }) => method === 'GET').map(({ path }) => path)
        expect(read.filter((path) => /\/(nodes|groups)\b/.test(path))).toEqual([])
      },
    )
  })
})

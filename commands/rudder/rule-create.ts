import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import { changing, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Make a new rule, disabled and still empty',
  examples: ['rudder rule create Log shipping', 'rudder rule create Log shipping because the audit asks for it'],
  scopes: ['rudder:rules:read', 'rudder:settings:read'],
  writes: 'createRule',
  says: { ask: 'Create', done: 'Created' },
  args: z.object({ name: z.string().min(3).max(255) }),
  state: z.object({ rule: z.string().nullable(), enabled: z.boolean().nullable() }),
  look: async ({ args, api }) => {
    const rule = (await api.rules()).find(({ displayName }) => displayName === args.name)
    return { rule: rule?.displayName ?? null, enabled: rule?.enabled ?? null }
  },
  plan: async ({ args, state, reason, api }) => {
    await changing(api, reason)
    if (state.rule !== null) throw new UserError(`There is a rule called “${args.name}” already.`)
    return {
      call: { body: { displayName: args.name, enabled: false } },
      after: { rule: args.name, enabled: false },
      impact: { nodes: 0 },
      notes: [
        'It comes disabled and empty, so nothing happens on any node. No change request is opened for a new rule.',
        'Then give it directives (rudder rule assign … to …) and nodes (rudder rule target … at …), and enable it.',
      ],
    }
  },
})

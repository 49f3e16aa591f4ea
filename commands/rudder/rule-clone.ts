import { z } from 'zod'
import { defineWrite, UserError } from '#bot'
import { changing, findRule, readFleet, restsOn, rudder, targetWords } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Copy a rule; the copy comes disabled',
  examples: ['rudder rule clone SSH hardening as SSH hardening canary'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:settings:read'],
  writes: 'createRule',
  says: { ask: 'Clone', done: 'Cloned' },
  args: z.object({ rule: z.string(), name: z.string().min(3).max(255) }),
  joins: { name: 'as' },
  names: { rule: findRule },
  state: z.object({ rule: z.string().nullable(), enabled: z.boolean().nullable() }),
  look: async ({ args, api }) => {
    const copy = (await api.rules()).find(({ displayName }) => displayName === args.name)
    return { rule: copy?.displayName ?? null, enabled: copy?.enabled ?? null }
  },
  plan: async ({ args, state, reason, api }) => {
    await changing(api, reason)
    if (state.rule !== null) throw new UserError(`There is a rule called “${args.name}” already.`)
    const rule = await api.rule({ ruleId: args.rule.id })
    return {
      call: { body: { source: rule.id, displayName: args.name, enabled: false } },
      after: { rule: args.name, enabled: false },
      impact: { nodes: 0 },
      rests: restsOn(rule),
      fields: [
        { label: 'Directives', value: String(rule.directives.length) },
        { label: 'Targets', value: targetWords(rule.targets, await readFleet.groups(api)) },
      ],
      notes: [
        'The copy comes disabled, so nothing happens on any node until somebody enables it. No change request is opened for a copy.',
        'The directives themselves are not copied: both rules have the same ones.',
      ],
    }
  },
})

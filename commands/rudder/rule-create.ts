import { z } from 'zod'
import { defineWrite } from '#bot'
import { changing, mustBeNew, rudder, untagged } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Make a new rule, disabled and still empty',
  examples: ['rudder rule create Log shipping', 'rudder rule create Log shipping because the audit asks for it'],
  scopes: ['rudder:rules:read', 'rudder:settings:read'],
  writes: 'createRule',
  sends: ['displayName', 'enabled'],
  says: { ask: 'create', done: 'created', kinds: { name: 'rule' } },
  args: z.object({ name: z.string().min(3).max(255) }),
  state: z.object({ rule: z.enum(['none', 'disabled and empty', 'another']) }),
  labels: { rule: 'Rule' },
  reads: ['rules'],
  readState: async ({ args, api }) => {
    const rule = (await api.rules()).find(({ displayName }) => displayName === args.name)
    if (!rule) return { state: { rule: 'none' as const } }
    const isNew = !rule.enabled && rule.directives.length === 0 && rule.targets.length === 0
    return { state: { rule: isNew ? ('disabled and empty' as const) : ('another' as const) } }
  },
  plan: async ({ args, state, reason, api }) => {
    await changing(api, reason)
    mustBeNew('rule', args.name, state.rule !== 'none')
    return {
      call: { body: { displayName: args.name, enabled: false } },
      after: { rule: 'disabled and empty' as const },
      reach: 0,
      tagged: untagged,
      notes: [
        { lasts: 'It is disabled and empty, so nothing happens on any node.' },
        'No change request is opened for a new rule.',
        {
          lasts:
            'Next, give it directives (rudder rule assign … to …) and nodes (rudder rule target … at …), then enable it.',
        },
      ],
    }
  },
})

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  directiveChange,
  directiveHolds,
  findYourDirective,
  holdsOfDirective,
  modeAgain,
  ownMode,
  rudder,
  usedInRules,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Enforce a directive: nodes are changed to be as it says',
  examples: ['rudder directive enforce SSH settings'],
  scopes: [
    'rudder:directives:read',
    'rudder:directives:run',
    'rudder:compliance:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:settings:read',
  ],
  writes: 'updateDirective',
  sends: ['policyMode'],
  says: { ask: 'enforce', done: 'set … to enforce', back: ({ mode }) => modeAgain(mode) },
  args: z.object({ directive: z.string() }),
  names: { directive: findYourDirective },
  state: z.object({ mode: z.enum(['default', 'audit', 'enforce']) }),
  labels: { mode: 'Mode' },
  reads: ['directive'],
  holds: directiveHolds('enabled'),
  elsewhere: usedInRules,
  look: async ({ args, mac, api }) => {
    const directive = await api.directive({ directiveId: args.directive.id })
    return { state: { mode: ownMode(directive.policyMode) }, holds: holdsOfDirective(directive, mac) }
  },
  plan: async ({ args, state, reason, api, back }) => {
    const body = { policyMode: 'enforce' } as const
    const { enabled, first, turned, standard, plan } = await directiveChange(api, { ...args, body, back, reason })
    return {
      ...plan,
      after: { mode: 'enforce' as const },
      notes: [
        ...first,
        ...(enabled
          ? turned('enforce')
          : [{ lasts: 'The directive is disabled, so nothing changes on any node until it is enabled.' }]),
        ...(state.mode === 'default'
          ? [`It had no mode of its own: it did what is set for all, which is ${standard}.`]
          : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ directiveId: args.directive.id, body: { policyMode: before.mode } }),
})

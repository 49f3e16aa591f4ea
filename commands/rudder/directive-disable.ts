import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  directiveChange,
  directivePreconditions,
  ends,
  findYourDirective,
  isNone,
  preconditionsOfDirective,
  rudder,
  usedInRules,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Stop using a directive in all rules that have it',
  examples: ['rudder directive disable SSH settings'],
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
  sends: ['enabled'],
  says: { ask: 'disable', done: 'disabled', danger: true, back: { ask: 'enable … again', done: 'enabled … again' } },
  args: z.object({ directive: z.string() }),
  names: { directive: findYourDirective },
  state: z.object({ enabled: z.boolean() }),
  labels: { enabled: 'Enabled' },
  reads: ['directive'],
  preconditions: directivePreconditions('policyMode'),
  elsewhere: usedInRules,
  readState: async ({ args, mac, api }) => {
    const directive = await api.directive({ directiveId: args.directive.id })
    return { state: { enabled: directive.enabled }, preconditions: preconditionsOfDirective(directive, mac) }
  },
  plan: async ({ args, reason, api, back }) => {
    const body = { enabled: false }
    const { first, later, effect, effectNotes, plan } = await directiveChange(api, { ...args, body, back, reason })
    return {
      ...plan,
      after: { enabled: false },
      notes: [
        ...first,
        isNone(effect) ? 'No node has it, so nothing changes on any node.' : later(ends(effect)),
        ...effectNotes,
        'It is one directive in all its rules: each of them changes.',
      ],
    }
  },
  undo: ({ args, before }) => ({ directiveId: args.directive.id, body: before }),
})

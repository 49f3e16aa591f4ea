import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  begins,
  directiveChange,
  directivePreconditions,
  findYourDirective,
  isNone,
  preconditionsOfDirective,
  rudder,
  usedInRules,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Use a directive again in the rules that have it',
  examples: ['rudder directive enable SSH settings'],
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
  says: { ask: 'enable', done: 'enabled', back: { ask: 'disable … again', done: 'disabled … again', danger: true } },
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
    const body = { enabled: true }
    const { first, later, effect, effectNotes, plan } = await directiveChange(api, { ...args, body, back, reason })
    return {
      ...plan,
      after: { enabled: true },
      notes: [
        ...first,
        isNone(effect)
          ? 'No node gets it, so nothing changes on any node.'
          : later(begins(effect, { thing: 'the directive' })),
        ...effectNotes,
        'It is one directive in all its rules: each of them changes.',
      ],
    }
  },
  undo: ({ args, before }) => ({ directiveId: args.directive.id, body: before }),
})

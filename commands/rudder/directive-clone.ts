import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  calledNow,
  changing,
  findDirective,
  findYourDirective,
  mustBeNew,
  rudder,
  stillThere,
  taggedDirective,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Copy a directive with its parameters; the copy comes disabled',
  examples: ['rudder directive clone SSH settings as SSH settings canary'],
  scopes: ['rudder:compliance:read', 'rudder:settings:read'],
  writes: 'createDirective',
  sends: ['source', 'displayName'],
  says: { ask: 'clone', done: 'cloned' },
  args: z.object({ directive: z.string(), name: z.string().min(3).max(255) }),
  joins: { name: 'as' },
  names: { directive: findYourDirective },
  state: z.object({ directive: z.string().nullable() }),
  labels: { directive: 'Directive' },
  reads: ['directivesCompliance'],
  preconditions: { source: { label: 'name', undo: false } },
  readState: async ({ args, api }) => {
    const all = await findDirective(api)
    return {
      state: { directive: all.find(({ name }) => name === args.name)?.name ?? null },
      preconditions: { source: all.find(({ id }) => id === args.directive.id)?.name ?? null },
    }
  },
  plan: async ({ args, state, reason, api }) => {
    const [directives] = await Promise.all([findDirective(api), changing(api, reason)])
    mustBeNew('directive', args.name, state.directive !== null)
    const source = stillThere('directive', args.directive, directives)
    return {
      call: { body: { source: source.id, displayName: args.name } },
      after: { directive: args.name },
      reach: 0,
      tagged: taggedDirective(source.id, []),
      notes: [
        ...calledNow(args.directive, source.name),
        { lasts: 'The copy is disabled, as always in Rudder, and in no rule: nothing happens on any node.' },
        'No change request is opened for a copy.',
        'Its parameters are copied within Rudder and pass through nobody’s hands.',
      ],
    }
  },
})

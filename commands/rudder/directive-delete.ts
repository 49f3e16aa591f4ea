import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  calledNow,
  changing,
  findDirective,
  reachOf,
  readFleet,
  rudder,
  ruleWords,
  taggedDirective,
  toldCount,
  usedInRules,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Delete a directive for good, with its parameters',
  examples: ['rudder directive delete Old banner', 'rudder directive delete Old banner because nothing uses it'],
  scopes: [
    'rudder:compliance:read',
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:settings:read',
  ],
  writes: 'deleteDirective',
  says: { ask: 'delete', done: 'deleted' },
  final: true,
  args: z.object({ directive: z.string() }),
  names: { directive: findDirective },
  state: z.object({ directive: z.string().nullable() }),
  labels: { directive: 'Directive' },
  // From the list: the read of one directive carries its parameters and is of a scope that this does not need.
  reads: ['directivesCompliance'],
  elsewhere: usedInRules,
  look: async ({ args, api }) => ({
    state: { directive: (await findDirective(api)).find(({ id }) => id === args.directive.id)?.name ?? null },
  }),
  plan: async ({ args, state, reason, api }) => {
    const { validation, every, held } = await changing(api, reason)
    const used = (await api.rules()).filter(({ directives }) => directives.includes(args.directive.id))
    const fleet = await readFleet.all(api)
    const reached = reachOf(used, fleet)
    const nodes = reached?.size ?? null
    return {
      call: { directiveId: args.directive.id },
      after: { directive: null },
      tagged: taggedDirective(args.directive.id, used),
      ...affects(reached, fleet),
      rests: { rules: used.map(({ id, enabled, targets }) => ({ id, enabled, targets })) },
      validation,
      fields: [
        { label: 'Nodes of its rules', value: toldCount(nodes) },
        { label: 'In the rules', value: ruleWords(used) },
      ],
      notes: [
        ...held,
        ...calledNow(args.directive, state.directive ?? args.directive.name),
        used.every(({ enabled }) => !enabled)
          ? `${used.length === 0 ? 'No rule has' : 'Only disabled rules have'} it, so nothing changes on any node.`
          : `${used.length === 1 ? 'The rule loses' : `All ${used.length} rules lose`} it: after new policies are generated, at their next run (every ${every} min), nodes stop checking and repairing it, if it is enabled. What is set on them stays.`,
        'Its parameters are gone with it. It cannot be brought back from here: “rudder directive disable” can be undone.',
      ],
    }
  },
})

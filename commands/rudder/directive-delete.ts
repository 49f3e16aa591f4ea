import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  calledNow,
  changing,
  effectNotes,
  effectPromise,
  ends,
  findDirective,
  findYourDirective,
  ifThere,
  isNone,
  offBecause,
  preconditionsOfUsers,
  reachOf,
  readFleet,
  readRuleEffect,
  rudder,
  ruleWords,
  skippedInNotes,
  skippingRules,
  taggedDirective,
  toldNodes,
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
  names: { directive: findYourDirective },
  state: z.object({ directive: z.string().nullable() }),
  labels: { directive: 'Directive' },
  // From the list: the read of one directive carries its parameters, and needs another scope.
  reads: ['directivesCompliance'],
  elsewhere: usedInRules,
  readState: async ({ args, api }) => ({
    state: { directive: (await findDirective(api)).find(({ id }) => id === args.directive.id)?.name ?? null },
  }),
  plan: async ({ args, state, reason, api }) => {
    const directiveId = args.directive.id
    const [{ validation, held, later, promises }, rules, fleet, { all, off, on }, whole] = await Promise.all([
      changing(api, reason),
      api.rules(),
      readFleet.all(api),
      readRuleEffect(api),
      ifThere(api.directiveCompliance({ directiveId, query: { level: 2 } })),
    ])
    const used = rules.filter(({ directives }) => directives.includes(args.directive.id))
    const reached = reachOf(used, fleet)
    const only = { directives: [args.directive.id], status: used[0]?.status }
    const skipped = skippingRules(whole ?? {})
    const active = used.filter(({ id }) => !skipped.some((one) => one.id === id))
    const effect = on(only, active.some(({ enabled }) => enabled) ? reachOf(active, fleet) : new Set(), fleet)
    const isOff = off(only).length > 0
    const because = offBecause(state.directive ?? args.directive.name, used)
    return {
      call: { directiveId: args.directive.id },
      after: { directive: null },
      tagged: taggedDirective(args.directive.id, used),
      ...affects(reached, fleet),
      otherPreconditions: preconditionsOfUsers(used),
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: isOff },
      fields: [
        { label: 'Nodes of its rules', value: toldNodes(reached, fleet) },
        { label: 'In the rules', value: ruleWords(used) },
      ],
      notes: [
        ...held,
        ...calledNow(args.directive, state.directive ?? args.directive.name),
        ...(used.every(({ enabled }) => !enabled)
          ? [
              {
                lasts: `${used.length === 0 ? 'No rule has' : 'Only disabled rules have'} it, so nothing changes on any node.`,
              },
            ]
          : [
              `${used.length === 1 ? 'The rule loses' : `All ${used.length} rules lose`} it.`,
              isOff || isNone(effect)
                ? { lasts: `Nothing changes on any node: ${because === undefined ? 'none has it' : `it ${because}`}.` }
                : later(ends(effect)),
            ]),
        ...skippedInNotes(skipped),
        ...effectNotes(effect, all),
        'Its parameters are gone with it. It cannot be brought back from here: “/rudder directive disable” can be undone.',
      ],
    }
  },
})

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  AppliesTo,
  appliesTo,
  broughtBy,
  calledNow,
  changing,
  findRule,
  findTarget,
  reachOf,
  readFleet,
  restsOn,
  rudder,
  tagWords,
  targetsOf,
  toldCount,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Take a group away from a rule',
  examples: ['rudder rule untarget SSH hardening from DMZ Linux'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:nodes:read', 'rudder:settings:read'],
  writes: 'updateRule',
  says: { ask: 'take away', done: 'taken away' },
  args: z.object({ rule: z.string(), group: z.string() }),
  joins: { group: 'from' },
  names: { rule: findRule, group: findTarget },
  state: AppliesTo,
  labels: { targets: 'Targets', except: 'Except' },
  look: async ({ args, api }) =>
    appliesTo((await api.rule({ ruleId: args.rule.id })).targets, await readFleet.groups(api)),
  plan: async ({ args, state, reason, api }) => {
    const { validation, held, later } = await changing(api, reason)
    const rule = await api.rule({ ruleId: args.rule.id })
    const fleet = await readFleet.all(api)
    const after = { ...state, targets: state.targets.filter(({ id }) => id !== args.group.id) }
    const then = reachOf([{ ...rule, targets: targetsOf(after) }], fleet)
    const nodes = broughtBy(args.group, rule, state, fleet)?.size ?? null
    return {
      call: { ruleId: rule.id, body: { targets: targetsOf(after) } },
      after,
      reach: nodes ?? 'unknown',
      tags: tagWords(rule.tags),
      rests: { ...restsOn(rule), enabled: rule.enabled },
      validation,
      fields: [
        { label: 'Nodes that lose it', value: toldCount(nodes) },
        { label: 'Nodes that keep it', value: toldCount(then?.size ?? null) },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? later('these nodes stop checking and repairing it. What is set on them stays.')
          : 'The rule is disabled, so nothing changes on any node.',
        'Nodes that are in another of its groups keep it.',
        ...(after.targets.length === 0 ? ['The rule applies to nothing then.'] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { targets: targetsOf(before) } }),
})

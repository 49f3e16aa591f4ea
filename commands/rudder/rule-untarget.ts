import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  broughtBy,
  ends,
  findRule,
  findTarget,
  mustNotBeStopped,
  reachOf,
  rudder,
  ruleChange,
  ruleTargetsWrite,
  skippedIn,
  skippedNotes,
  targetsOf,
  toldNodes,
  withNames,
  withoutSkipped,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Take a group away from a rule',
  examples: ['rudder rule untarget SSH hardening from DMZ Linux'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['targets'],
  says: {
    ask: 'remove',
    done: 'removed',
    object: 'group from rule',
    back: { ask: 'target … again', done: 'targeted … again', object: 'rule at group' },
  },
  args: z.object({ rule: z.string(), group: z.string() }),
  joins: { group: 'from' },
  names: { rule: findRule, group: findTarget },
  ...ruleTargetsWrite,
  plan: async ({ args, state, reason, api }) => {
    const ruleId = args.rule.id
    const [{ rule, fleet, first, later, on }, whole] = await Promise.all([
      ruleChange(api, { ...args, reason }),
      api.ruleCompliance({ ruleId, query: { level: 2 } }),
    ])
    mustNotBeStopped(rule.targets, fleet.groups)
    const before = withNames(state, fleet.groups)
    const after = { ...before, targets: before.targets.filter(({ id }) => id !== args.group.id) }
    const then = reachOf([{ ...rule, targets: targetsOf(after) }], fleet)
    const brought = broughtBy(args.group, rule, before, fleet)
    const skipped = rule.enabled ? skippedIn(whole) : []
    const { effect, isIdle, effectNotes, plan } = on(rule.enabled ? brought : new Set(), withoutSkipped(rule, skipped))
    return {
      ...plan,
      call: { ruleId: rule.id, body: { targets: targetsOf(after) } },
      before,
      after,
      ...affects(brought, fleet),
      fields: [
        { label: 'Nodes that lose it', value: toldNodes(brought, fleet) },
        { label: 'Nodes that keep it', value: toldNodes(then, fleet) },
      ],
      notes: [
        ...first,
        rule.enabled
          ? isIdle
            ? { lasts: 'Nothing changes on any node: it does nothing on those that are removed.' }
            : later(ends(effect))
          : { lasts: 'The rule is disabled, so nothing changes on any node.' },
        ...effectNotes,
        ...skippedNotes(skipped),
        'Nodes that are in another of its groups keep it.',
        ...(after.targets.length === 0 ? ['The rule applies to nothing then.'] : []),
      ],
    }
  },
})

import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  AppliesTo,
  affects,
  appliesTo,
  broughtBy,
  calledNow,
  changing,
  effectNotes,
  effectPromise,
  ends,
  findRule,
  findTarget,
  isNone,
  mustNotBeStopped,
  preconditionsOfRule,
  reachOf,
  readFleet,
  readRuleEffect,
  rudder,
  rulePreconditions,
  ruleStatus,
  skippedIn,
  skippedNotes,
  taggedRules,
  targetsOf,
  toldCount,
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
  state: AppliesTo,
  labels: { targets: 'Targets', except: 'Except' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions('directives'), ...ruleStatus },
  readState: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: appliesTo(rule.targets), preconditions: { ...preconditionsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, state, reason, api }) => {
    const ruleId = args.rule.id
    const [{ validation, held, later, promises }, rule, fleet, { all, off, on }, whole] = await Promise.all([
      changing(api, reason),
      api.rule({ ruleId }),
      readFleet.all(api),
      readRuleEffect(api),
      api.ruleCompliance({ ruleId, query: { level: 2 } }),
    ])
    mustNotBeStopped(rule.targets, fleet.groups)
    const before = withNames(state, fleet.groups)
    const after = { ...before, targets: before.targets.filter(({ id }) => id !== args.group.id) }
    const then = reachOf([{ ...rule, targets: targetsOf(after) }], fleet)
    const brought = broughtBy(args.group, rule, before, fleet)
    const skipped = rule.enabled ? skippedIn(whole) : []
    const active = withoutSkipped(rule, skipped)
    const effect = on(active, rule.enabled ? brought : new Set(), fleet)
    const isIdle = active.directives.length === off(active).length || isNone(effect)
    const nodes = brought?.size ?? null
    return {
      call: { ruleId: rule.id, body: { targets: targetsOf(after) } },
      before,
      after,
      ...affects(brought, fleet),
      tagged: taggedRules([rule]),
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: off(rule) },
      fields: [
        { label: 'Nodes that lose it', value: toldCount(nodes, fleet) },
        { label: 'Nodes that keep it', value: toldCount(then?.size ?? null, fleet) },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? isIdle
            ? { lasts: 'Nothing changes on any node: it does nothing on those that are removed.' }
            : later(ends(effect))
          : { lasts: 'The rule is disabled, so nothing changes on any node.' },
        ...effectNotes(effect, all),
        ...skippedNotes(skipped),
        'Nodes that are in another of its groups keep it.',
        ...(after.targets.length === 0 ? ['The rule applies to nothing then.'] : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { targets: targetsOf(before) } }),
})

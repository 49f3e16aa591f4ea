import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  AppliesTo,
  affects,
  appliesTo,
  begins,
  broughtBy,
  byNames,
  calledNow,
  changing,
  effectNotes,
  effectPromise,
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
  stillThere,
  taggedRules,
  targetsOf,
  targetWords,
  toldCount,
  withNames,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Apply a rule to a group too',
  examples: ['rudder rule target SSH hardening at Web servers', 'rudder rule target SSH hardening at all nodes'],
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
    ask: 'target',
    done: 'targeted',
    back: { ask: 'remove … again', done: 'removed … again', object: 'group from rule' },
  },
  args: z.object({ rule: z.string(), group: z.string() }),
  joins: { group: 'at' },
  names: { rule: findRule, group: findTarget },
  state: AppliesTo,
  labels: { targets: 'Targets', except: 'Except' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions('directives'), ...ruleStatus },
  elsewhere: { group: 'that the group is still there' },
  readState: async ({ args, api }) => {
    const rule = await api.rule({ ruleId: args.rule.id })
    return { state: appliesTo(rule.targets), preconditions: { ...preconditionsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, state, reason, api }) => {
    const [{ validation, held, later, promises }, rule, fleet, targets, { all, off, on }] = await Promise.all([
      changing(api, reason),
      api.rule({ ruleId: args.rule.id }),
      readFleet.all(api),
      findTarget(api),
      readRuleEffect(api),
    ])
    mustNotBeStopped(rule.targets, fleet.groups)
    const before = withNames(state, fleet.groups)
    const { id } = stillThere('group', args.group, targets)
    const added = { id, name: targetWords([id], fleet.groups) }
    const after = { ...before, targets: byNames([...before.targets, added]) }
    const brought = broughtBy(added, rule, before, fleet)
    const effect = on(rule, rule.enabled ? brought : new Set(), fleet)
    const isIdle = rule.directives.length === off(rule).length || isNone(effect)
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
        { label: 'Nodes that get it', value: toldCount(nodes, fleet) },
        { label: 'Nodes that have it', value: toldCount(reachOf([rule], fleet)?.size ?? null, fleet) },
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        rule.enabled
          ? isIdle
            ? { lasts: 'Nothing changes on any node: it does nothing on those that are added.' }
            : later(begins(effect, { thing: 'the rule', who: 'the new nodes' }))
          : { lasts: 'The rule is disabled, so nothing changes on any node until it is enabled.' },
        ...effectNotes(effect, all),
        ...(before.except.length > 0
          ? [`Left out as before: ${before.except.map(({ name }) => name).join(', ')}; also where the group has them.`]
          : []),
      ],
    }
  },
  undo: ({ args, before }) => ({ ruleId: args.rule.id, body: { targets: targetsOf(before) } }),
})

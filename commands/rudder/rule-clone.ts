import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  calledNow,
  changing,
  findDirective,
  findRule,
  mustBeNew,
  Named,
  preconditionsOfRule,
  readFleet,
  refsById,
  rudder,
  rulePreconditions,
  taggedRules,
  targetWords,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Copy a rule; the copy comes disabled',
  examples: ['rudder rule clone SSH hardening as SSH hardening canary'],
  scopes: ['rudder:rules:read', 'rudder:groups:read', 'rudder:compliance:read', 'rudder:settings:read'],
  writes: 'createRule',
  sends: ['source', 'displayName', 'enabled'],
  says: { ask: 'clone', done: 'cloned' },
  args: z.object({ rule: z.string(), name: z.string().min(3).max(255) }),
  joins: { name: 'as' },
  names: { rule: findRule },
  state: z.object({
    rule: z.string().nullable(),
    enabled: z.boolean().nullable(),
    directives: z.array(Named),
    targets: z.string(),
  }),
  labels: { rule: 'Rule', enabled: 'Enabled', directives: 'Directives', targets: 'Targets' },
  reads: ['rules', 'groups'],
  preconditions: rulePreconditions(),
  readState: async ({ args, api }) => {
    const [all, groups] = await Promise.all([api.rules(), readFleet.groups(api)])
    const source = all.find(({ id }) => id === args.rule.id)
    const preconditions = preconditionsOfRule(source)
    const copy = all.find(({ displayName }) => displayName === args.name)
    if (!copy) return { state: { rule: null, enabled: null, directives: [], targets: 'nothing' }, preconditions }
    const targets = targetWords(copy.targets, groups)
    const directives = refsById(copy.directives)
    return { state: { rule: copy.displayName, enabled: copy.enabled, directives, targets }, preconditions }
  },
  plan: async ({ args, state, reason, api }) => {
    const [rule, directives, groups] = await Promise.all([
      api.rule({ ruleId: args.rule.id }),
      findDirective(api),
      readFleet.groups(api),
      changing(api, reason),
    ])
    mustBeNew('rule', args.name, state.rule !== null)
    return {
      call: { body: { source: rule.id, displayName: args.name, enabled: false } },
      after: {
        rule: args.name,
        enabled: false,
        directives: refsById(rule.directives, directives),
        targets: targetWords(rule.targets, groups),
      },
      reach: 0,
      tagged: taggedRules([rule]),
      notes: [
        ...calledNow(args.rule, rule.displayName),
        { lasts: 'The copy is disabled, so nothing happens on any node until somebody enables it.' },
        'No change request is opened for a copy.',
        'The directives themselves are not copied: both rules have the same ones.',
      ],
    }
  },
})

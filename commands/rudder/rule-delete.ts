import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  aloneNote,
  calledNow,
  changing,
  effectNotes,
  effectPromise,
  ends,
  findRule,
  ifThere,
  isNone,
  lossOf,
  preconditionsOfRule,
  readActivity,
  readFleet,
  readRule,
  readRuleEffect,
  rudder,
  rulePreconditions,
  ruleStatus,
  skippedIn,
  skippedNotes,
  stateIn,
  stateNow,
  taggedRules,
  targetWords,
  toldCount,
  withoutSkipped,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Delete a rule for good',
  examples: ['rudder rule delete Edge kiosk', 'rudder rule delete Edge kiosk because the kiosks are gone'],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'deleteRule',
  says: { ask: 'delete', done: 'deleted' },
  final: true,
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  state: z.object({ rule: z.string().nullable() }),
  labels: { rule: 'Rule' },
  reads: ['rule'],
  preconditions: { ...rulePreconditions(), ...ruleStatus },
  readState: async ({ args, api }) => {
    const rule = await ifThere(api.rule({ ruleId: args.rule.id }))
    if (!rule) return { state: { rule: null }, preconditions: noHolds }
    return { state: { rule: rule.displayName }, preconditions: { ...preconditionsOfRule(rule), enabled: rule.enabled } }
  },
  plan: async ({ args, reason, api, now }) => {
    const ruleId = args.rule.id
    const [{ validation, held, later, promises }, rule, fleet, whole, running, rules, known] = await Promise.all([
      changing(api, reason),
      api.rule({ ruleId }),
      readFleet.all(api),
      readRule(api, ruleId),
      readActivity(api, now),
      api.rules(),
      readRuleEffect(api),
    ])
    const { all, off, on, directives } = known
    const nodesNow = rule.enabled ? whole.nodes : []
    const loss = lossOf(rule, rules, fleet, { nodes: nodesNow, stateOf: stateIn(running), directives })
    const skipped = rule.enabled ? skippedIn(whole) : []
    const active = withoutSkipped(rule, skipped)
    const effect = on(active, rule.enabled ? loss.lost : new Set(), fleet)
    const isIdle = active.directives.length === off(active).length || isNone(effect)
    const nodes = rule.enabled ? loss.nodes : 0
    return {
      call: { ruleId: rule.id },
      after: { rule: null },
      ...affects(rule.enabled ? loss.lost : new Set(), fleet),
      tagged: taggedRules([rule]),
      validation,
      promises: { ...promises, ...effectPromise(effect, all), off: off(rule) },
      fields: [
        { label: 'Nodes that lose it', value: toldCount(nodes, fleet) },
        { label: 'Targets', value: targetWords(rule.targets, fleet.groups) },
        { label: 'Directives', value: String(rule.directives.length) },
        { label: 'Enabled', value: rule.enabled ? 'yes' : 'no' },
        ...(rule.enabled ? [{ label: 'Their state now', value: stateNow(loss) }] : []),
      ],
      notes: [
        ...held,
        ...calledNow(args.rule, rule.displayName),
        ...(rule.enabled
          ? [
              isIdle ? { lasts: 'It does nothing on any node now, so nothing changes there.' } : later(ends(effect)),
              aloneNote(loss),
            ]
          : ['It is disabled, so nothing changes on any node.']),
        ...effectNotes(effect, all),
        ...skippedNotes(skipped),
        'Its directives and groups stay. It cannot be brought back from here: “/rudder rule disable” can be undone.',
      ],
    }
  },
})

// Of a rule that is gone.
const noHolds = { displayName: null, targets: null, directives: null, mode: null, enabled: null }

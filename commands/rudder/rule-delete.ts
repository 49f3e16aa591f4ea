import { z } from 'zod'
import { defineWrite } from '#bot'
import {
  affects,
  aloneNote,
  ends,
  findRule,
  ifThere,
  lossOf,
  preconditionsOfRule,
  readActivity,
  readRule,
  rudder,
  ruleChange,
  rulePreconditions,
  ruleStatus,
  skippedIn,
  skippedNotes,
  stateIn,
  stateNow,
  targetWords,
  toldNodes,
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
    return {
      state: { rule: rule?.displayName ?? null },
      preconditions: { ...preconditionsOfRule(rule), enabled: rule?.enabled ?? null },
    }
  },
  plan: async ({ args, reason, api, now }) => {
    const ruleId = args.rule.id
    const [{ rule, fleet, directives, first, later, on }, whole, running, rules] = await Promise.all([
      ruleChange(api, { ...args, reason }),
      readRule(api, ruleId),
      readActivity(api, now),
      api.rules(),
    ])
    const nodesNow = rule.enabled ? whole.nodes : []
    const loss = lossOf(rule, rules, fleet, { nodes: nodesNow, stateOf: stateIn(running), directives })
    const skipped = rule.enabled ? skippedIn(whole) : []
    const lost = rule.enabled ? loss.lost : new Set<string>()
    const { effect, isIdle, effectNotes, plan } = on(lost, withoutSkipped(rule, skipped))
    return {
      ...plan,
      call: { ruleId },
      after: { rule: null },
      ...affects(lost, fleet),
      fields: [
        { label: 'Nodes that lose it', value: toldNodes(lost, fleet) },
        { label: 'Targets', value: targetWords(rule.targets, fleet.groups) },
        { label: 'Directives', value: String(rule.directives.length) },
        { label: 'Enabled', value: rule.enabled ? 'yes' : 'no' },
        ...(rule.enabled ? [{ label: 'Their state now', value: stateNow(loss) }] : []),
      ],
      notes: [
        ...first,
        ...(rule.enabled
          ? [
              isIdle ? { lasts: 'It does nothing on any node now, so nothing changes there.' } : later(ends(effect)),
              aloneNote(loss),
            ]
          : ['It is disabled, so nothing changes on any node.']),
        ...effectNotes,
        ...skippedNotes(skipped),
        'Its directives and groups stay. It cannot be brought back from here: “/rudder rule disable” can be undone.',
      ],
    }
  },
})

import { z } from 'zod'
import { count, defineWrite, withItems } from '#bot'
import {
  affects,
  aloneNote,
  type ComplianceState,
  countsInWords,
  ends,
  figureOf,
  findRule,
  lossOf,
  overallFigure,
  readActivity,
  readRule,
  rudder,
  ruleChange,
  ruleEnabledWrite,
  skippedIn,
  skippedNotes,
  stateCounts,
  stateIn,
  stateNow,
  targetWords,
  toldNodes,
  withoutSkipped,
} from '#rudder'

export default defineWrite(rudder, {
  summary: 'Stop applying a rule to its nodes',
  examples: [
    'rudder rule disable SSH hardening',
    'rudder rule disable SSH hardening because it locks out the jump hosts',
  ],
  scopes: [
    'rudder:rules:read',
    'rudder:groups:read',
    'rudder:nodes:read',
    'rudder:compliance:read',
    'rudder:settings:read',
  ],
  writes: 'updateRule',
  sends: ['enabled'],
  says: { ask: 'disable', done: 'disabled', danger: true, back: { ask: 'enable … again', done: 'enabled … again' } },
  remind: 2,
  args: z.object({ rule: z.string() }),
  names: { rule: findRule },
  ...ruleEnabledWrite,
  plan: async ({ args, reason, api, now }) => {
    const ruleId = args.rule.id
    const [{ rule, fleet, directives, first, later, on }, whole, running, total, rules] = await Promise.all([
      ruleChange(api, { ...args, reason }),
      readRule(api, ruleId),
      readActivity(api, now),
      api.globalCompliance(),
      api.rules(),
    ])
    const overall = overallFigure(total)
    const loss = lossOf(rule, rules, fleet, { nodes: whole.nodes, stateOf: stateIn(running), directives })
    const skipped = skippedIn(whole)
    const { effect, isIdle, effectNotes, plan } = on(loss.lost, withoutSkipped(rule, skipped))
    return {
      ...plan,
      call: { ruleId, body: { enabled: false } },
      after: { enabled: false },
      ...affects(loss.lost, fleet),
      fields: [
        {
          label: 'Nodes that lose it',
          value: `${toldNodes(loss.lost, fleet)} (${targetWords(rule.targets, fleet.groups)})`,
        },
        { label: 'Their state now', value: stateNow(loss) },
        { label: 'Mode', value: rule.policyMode ?? 'not said' },
      ],
      lists: withItems([nodeList(loss.states)]),
      notes: [
        ...first,
        isIdle ? { lasts: 'It does nothing on any node now, so nothing changes there.' } : later(ends(effect)),
        ...effectNotes,
        ...skippedNotes(skipped),
        aloneNote(loss),
        figureNote(loss.states.length === 0 ? null : figureOf(whole), overall),
      ],
    }
  },
})

/**
 * How the change affects the global figure. Rudder rounds that, so only a clearly lower figure of the rule is sure to raise
 * it.
 */
const figureNote = (rule: number | null, overall: number | null): string =>
  rule !== null && overall !== null && rule < overall - 0.5
    ? 'The compliance figure will rise, because failing checks leave the count. That is not a repair.'
    : 'The compliance figure may change, because its checks leave the count. That is neither a repair nor a fault.'

const order: readonly ComplianceState[] = ['error', 'silent', 'non-compliant', 'pending']

/** Which nodes, by their state, the failing ones first. */
const nodeList = (nodes: ReturnType<typeof lossOf>['states']) => {
  const rank = (state: ComplianceState) => (order.indexOf(state) + order.length + 1) % (order.length + 1)
  const states = [...Map.groupBy(nodes, ({ state }) => state)].sort(([a], [b]) => rank(a) - rank(b))
  // Compliant nodes are counted above; their names are useful only if there are no others.
  const told = states.slice(0, Math.max(1, states.filter(([state]) => order.includes(state)).length))
  const items = told.map(([state, all]) => {
    const names = all.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en'))
    const rest = names.length - most
    const more = rest > 0 ? ` and ${count(rest)} more` : ''
    return { name: countsInWords(stateCounts(all.map(() => state))), text: names.slice(0, most).join(', ') + more }
  })
  return { title: 'Which nodes', items }
}

/** How many nodes of a state are named. */
const most = 6

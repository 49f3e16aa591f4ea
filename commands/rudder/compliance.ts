import { z } from 'zod'
import { count, defineRead, progress, quoted, typedName, withItems } from '#bot'
import {
  alsoUnseen,
  type CompliancePart,
  type ComplianceState,
  countsInWords,
  figureOf,
  figureOn,
  figureWords,
  findRule,
  gather,
  grouped,
  ifThere,
  isFailing,
  mayBeChecked,
  mostly,
  nodeAlarm,
  nodesIn,
  overallFigure,
  readActivity,
  readRule,
  rudder,
  ruleNodes,
  stateCounts,
  stateIn,
  statesOf,
  stateWords,
  tallyEach,
  uncheckedBecause,
  waitingList,
  warningOf,
  worst,
} from '#rudder'

/** How many rules are read in detail to name the worst. */
const most = 5

const bad: readonly ComplianceState[] = ['error', 'silent', 'non-compliant']

export default defineRead(rudder, {
  summary: 'How compliant are the nodes, overall or for one rule?',
  examples: ['rudder compliance', 'rudder compliance SSH hardening'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({ rule: z.string().optional() }),
  names: { rule: findRule },
  facts: {
    compliance: 'percent',
    failing: 'count',
    errors: 'count',
    silent: 'count',
    pending: 'count',
    nodes: 'count',
  },
  alarm: nodeAlarm,
  async *run({ args, api, signal, now }) {
    if (args.rule) {
      const ruleId = args.rule.id
      const [rule, { nodes = [], directives = [], ...whole }, running] = await Promise.all([
        api.rule({ ruleId }),
        readRule(api, ruleId),
        readActivity(api, now),
      ])
      if (!rule.enabled && nodes.length === 0) {
        return {
          title: `${quoted(rule.displayName)} is disabled, so no node is checked for it`,
          facts: nothing,
          unchecked: true,
          fields: [],
          next: [`rudder rule show ${typedName({ id: rule.id, name: rule.displayName })}`],
        }
      }
      const stateOf = stateIn(running)
      const counts = stateCounts(nodes.map(stateOf))
      const compliance = figureOf(whole)
      const warning = warningOf(rule, nodes.length)
      const doing = nodes.length === 0 ? 'no node is checked for it' : figureOn(whole, counts)
      return {
        title: `${quoted(rule.displayName)}: ${doing}`,
        ...(warning && { lead: warning }),
        facts: nodes.length === 0 ? nothing : { compliance, ...figures(counts), nodes: nodes.length },
        fields: nodes.length === 0 ? [] : fields(counts, nodes.length),
        lists: withItems([
          { title: 'Nodes to look at first', ...first(nodes, stateOf) },
          {
            title: 'Its directives',
            items: directives.map((part) => ({ name: part.name, text: directiveWords(part) })),
          },
        ]),
        notes: nodes.length === 0 ? [] : ['A node counts once, by its worst state.'],
        next: [
          `rudder rule show ${typedName({ id: rule.id, name: rule.displayName })}`,
          ...(nodes.some(isFailing) ? [`rudder failing ${typedName({ id: rule.id, name: rule.displayName })}`] : []),
          ...nodes
            .filter((node) => bad.includes(stateOf(node)))
            .slice(0, 1)
            .map((node) => `rudder node ${typedName(node)}`),
        ],
        provenance: { renewed: renewed(running) },
      }
    }

    yield progress('reading the compliance of all nodes')
    const [overall, { nodes: silent, all: nodes, counts, running }, known, parts] = await Promise.all([
      api.globalCompliance(),
      nodesIn(api, now, (state) => state === 'silent'),
      api.rules(),
      gather(api.rulesCompliance({ query: { level: 1 } })),
    ])
    signal.throwIfAborted()
    const stateOf = stateIn(running)
    const stored = new Map(known.map((rule) => [rule.id, rule]))
    const ours = parts.filter((part) => mayBeChecked(stored.get(part.id), part))
    const rules = ours.filter((rule) => bad.includes(worst(rule)))
    const waiting = ours.filter((rule) => statesOf(rule).has('pending'))
    const suspects = rules.sort((a, b) => a.compliance - b.compliance).slice(0, most * 2)
    yield progress(`reading the ${suspects.length} worst rules`)
    const close = await Promise.all(
      suspects.map(async ({ id, name }) => {
        const counts = await ifThere(tallyEach(ruleNodes(api, id), stateOf))
        // Not the mode that is reported with the compliance: at this level Rudder computes it without the directives.
        return counts ? [{ id, name, of: sum(counts), counts, audit: stored.get(id)?.policyMode === 'audit' }] : []
      }),
    )
    // A rule that was just enabled is checked on no node until policies are generated.
    const checked = close.flat().filter(({ of }) => of > 0)
    const fine = close.flat().length - checked.length
    const worstRules = checked
      .sort((a, b) => b.counts.error - a.counts.error || badly(b.counts) - badly(a.counts))
      .slice(0, most)
    const compliance = overallFigure(overall)
    return {
      title:
        compliance === null
          ? `Nothing has been checked yet: ${uncheckedBecause(overall)}`
          : `${compliance}% compliant${compliance === 100 && badly(counts) > 0 ? ' (rounded), but not every node is' : ''}${alsoUnseen(counts, { waiting, noun: true })}`,
      facts: { compliance, ...figures(counts), nodes },
      fields: fields(counts, nodes),
      lists: withItems([
        {
          title: 'Where to look first',
          ordered: true,
          items: worstRules.map(({ name, of, counts, audit }) => ({
            name,
            text: `${countsInWords(counts, bad)} of ${count(of)} nodes${audit ? ', audit only' : ''}`,
          })),
          total: rules.length - fine,
        },
        {
          title: 'Silent nodes',
          items: silent.length > 0 ? [`${count(silent.length)} silent${mostly(grouped(silent))}`] : [],
        },
        waitingList(waiting, most),
      ]),
      notes: [
        ...(rules.length > suspects.length
          ? [
              `Of ${count(rules.length - fine)} rules that are not fine, the ${suspects.length - fine} with the lowest figure were looked at.`,
            ]
          : []),
        `A node counts once, by its worst state.${compliance === null ? '' : ` ${compliance}% is Rudder's own figure: of checks, rounded, pending left out.`}`,
      ],
      next: [
        ...worstRules.slice(0, 1).map((rule) => `rudder compliance ${typedName(rule)}`),
        ...(counts.error + counts['non-compliant'] > 0 ? ['rudder failing'] : []),
        ...(silent.length > 0 ? ['rudder silent'] : []),
      ],
      provenance: { renewed: renewed(running) },
    }
  },
})

const renewed = ({ every }: { readonly every: number }) => `agents report every ${every} min`

/** Facts if nothing is checked: no known failure does not mean that there is none. */
const nothing = { compliance: null, failing: null, errors: null, silent: null, pending: null, nodes: 0 }

type Counts = ReturnType<typeof stateCounts>

const sum = (counts: Counts) => Object.values(counts).reduce((all, one) => all + one, 0)

const badly = (counts: Counts) => bad.reduce((sum, state) => sum + counts[state], 0)

const figures = (counts: Counts) => ({
  failing: counts.error + counts['non-compliant'],
  errors: counts.error,
  silent: counts.silent,
  pending: counts.pending,
})

const fields = (counts: Counts, all: number) => [
  ...stateWords
    .filter(([state]) => counts[state] > 0 || bad.includes(state))
    .map(([state, label]) => ({ label, value: `${count(counts[state])} nodes` })),
  { label: 'All', value: `${count(all)} nodes` },
]

const first = (nodes: readonly CompliancePart[], stateOf: (node: CompliancePart) => ComplianceState) => {
  const failing = nodes
    .filter((node) => bad.includes(stateOf(node)))
    .sort((a, b) => bad.indexOf(stateOf(a)) - bad.indexOf(stateOf(b)))
  return {
    items: failing
      .slice(0, 10)
      .map((node) => ({ name: node.name, text: countsInWords(stateCounts([stateOf(node)]), bad).replace(/^1 /, '') })),
    total: failing.length,
  }
}

const directiveWords = ({ compliance, complianceDetails, skippedDetails }: CompliancePart) =>
  skippedDetails
    ? `overridden by rule ${skippedDetails.overridingRuleName}; not counted`
    : figureWords({ compliance, complianceDetails })

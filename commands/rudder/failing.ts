import { z } from 'zod'
import { count, defineRead, progress, quoted, typedName, withItems } from '#bot'
import {
  alsoUnseen,
  butUnseen,
  byName,
  type Cause,
  type CompliancePart,
  type ComplianceState,
  causeItem,
  causesOf,
  closely,
  countsInWords,
  failingOrder,
  failingRules,
  failingWords,
  findRule,
  gather,
  grouped,
  hostList,
  inOrder,
  isFailingState,
  nodeAlarm,
  nodesIn,
  readActivity,
  readRule,
  reasonsIn,
  rudder,
  stateCounts,
  stateIn,
  statesOf,
  waitingList,
  warningOf,
  worst,
} from '#rudder'

/** How many rules are read in detail, and how many causes and nodes are shown at once. */
const most = { rules: 6, causes: 8, nodes: 20 }

export default defineRead(rudder, {
  summary: 'Which nodes fail, and why: all of them, or in one rule',
  examples: ['rudder failing', 'rudder failing SSH hardening'],
  press: 'show failing nodes',
  also: ['rudder nodes failing'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({ rule: z.string().optional() }),
  names: { rule: findRule },
  facts: { failing: 'count', errors: 'count', audit: 'count', nodes: 'count', causes: 'count' },
  alarm: nodeAlarm,
  async *run({ args, api, now }) {
    if (args.rule) {
      const ruleId = args.rule.id
      yield progress('reading what each node says')
      const [object, close, running] = await Promise.all([
        api.rule({ ruleId }),
        closely(api, ruleId),
        readActivity(api, now),
      ])
      const rule = close ?? (await readRule(api, args.rule.id))
      const all = rule.nodes ?? []
      const warning = warningOf(object, all.length)
      const name = typedName(args.rule)
      if (!object.enabled && all.length === 0) {
        return {
          title: `${quoted(args.rule.name)} is disabled, so no node is checked for it`,
          facts: nothing,
          fields: [],
          next: [`rudder rule show ${name}`],
        }
      }
      const stateOf = stateIn(running)
      const nodes = all.filter((node) => isFailingState(stateOf(node)))
      const counts = stateCounts(all.map(stateOf))
      const causes = close ? causesOf(close) : []
      return {
        title: titleOf(quoted(rule.name), nodes.length, all.length, counts),
        ...(warning && { lead: warning }),
        facts: all.length === 0 ? nothing : { ...figures(nodes), nodes: all.length, causes: causes.length },
        fields: all.length === 0 ? [] : [{ label: 'All its nodes', value: countsInWords(counts) }],
        lists: withItems([
          whyList(
            causes.slice(0, most.causes).map((cause) => causeItem(cause)),
            causes.length,
          ),
        ]),
        ...(nodes.length > 0 && { table: tableOf(nodes, causes) }),
        notes: close
          ? []
          : ['Its report is too large to read whole, so it is not said why; one node can say: “/rudder node <node>”.'],
        next: [
          ...nodes.slice(0, 1).map((node) => `rudder node ${typedName(node)}`),
          `rudder compliance ${name}`,
          `rudder rule show ${name}`,
        ],
        provenance: provenanceOf(running),
      }
    }

    yield progress('reading the state of all nodes')
    const [{ nodes, all, counts, running }, ours] = await Promise.all([
      nodesIn(api, now, isFailingState),
      gather(api.rulesCompliance({ query: { level: 1 } })),
    ])
    const rules = failingRules(ours)
    const waiting = ours.filter((rule) => statesOf(rule).has('pending'))
    const closer = rules.slice(0, most.rules)
    yield progress(`reading ${closer.length} rules closely`)
    const causes = await reasonsIn(api, closer)
    const items = causes
      .slice(0, most.causes)
      .map(({ rule, cause, failing }) =>
        cause
          ? causeItem(cause, rule.name)
          : { name: rule.name, text: `${inWords(failing)}; its report is too large to say why` },
      )
    const unread = rules.length - closer.length
    return {
      title: overallTitle(nodes, all, counts, waiting),
      facts: { ...figures(nodes), nodes: all, causes: causes.length },
      fields: [],
      lists: withItems([
        whyList(items, causes.length),
        hostList('Where', grouped(nodes)),
        waitingList(waiting, most.rules),
      ]),
      notes: [
        'A node counts once, by its worst state. Silent and pending nodes are not in it: see “/rudder silent” and “/rudder pending”.',
        ...(unread > 0
          ? [`${count(unread)} more ${unread === 1 ? 'rule fails' : 'rules fail'} somewhere: ask for one by its name.`]
          : []),
      ],
      next: [
        ...[...new Map(causes.map(({ rule }) => [rule.id, rule])).values()]
          .slice(0, 3)
          .map((rule) => `rudder failing ${typedName(rule)}`),
        'rudder silent',
      ],
      provenance: provenanceOf(running),
    }
  },
})

const provenanceOf = ({ every }: { readonly every: number }) => ({ renewed: `agents report every ${every} min` })

const inWords = (n: number) => `${count(n)} ${n === 1 ? 'node' : 'nodes'}`

/** Facts if nothing is checked: no known failure does not mean that there is none. */
const nothing = { failing: null, errors: null, audit: null, nodes: 0, causes: null }

const titleOf = (
  rule: string,
  failing: number,
  nodes: number,
  counts: Readonly<Record<ComplianceState, number>>,
): string => {
  if (nodes === 0) return `${rule}: no node is checked for it`
  return failing === 0
    ? `${rule} fails on none of its ${inWords(nodes)}${butUnseen(counts)}`
    : `${rule} fails on ${count(failing)} of ${inWords(nodes)}${alsoUnseen(counts)}`
}

const overallTitle = (
  nodes: readonly CompliancePart[],
  all: number,
  counts: Readonly<Record<ComplianceState, number>>,
  waiting: readonly CompliancePart[],
): string => {
  if (all === 0) return 'There are no nodes'
  if (nodes.length === 0) return `None of ${inWords(all)} fails${butUnseen(counts, { waiting })}`
  const { errors, audit } = figures(nodes)
  const kinds = [
    ...(errors > 0 ? [`${count(errors)} in error`] : []),
    ...(audit > 0 ? [`${count(audit)} non-compliant (audit)`] : []),
  ]
  return `${count(nodes.length)} of ${inWords(all)} fail: ${kinds.join(', ')}${alsoUnseen(counts, { waiting })}`
}

const figures = (nodes: readonly CompliancePart[]) => {
  const counts = stateCounts(nodes.map(worst))
  return { failing: nodes.length, errors: counts.error, audit: counts['non-compliant'] }
}

const whyList = (items: readonly { readonly name: string; readonly text: string }[], total: number) => ({
  title: 'Why',
  ordered: true,
  items,
  total,
})

const tableOf = (nodes: readonly CompliancePart[], causes: readonly Cause[]) => {
  const why = new Map<string, string[]>(nodes.map(({ id }) => [id, []]))
  for (const { component, nodes: failing } of causes)
    for (const id of new Set(failing.map((node) => node.id))) why.get(id)?.push(component)
  return {
    columns: [
      { label: 'Node', type: 'text' as const },
      { label: 'State', type: 'text' as const },
      { label: 'Fails in', type: 'text' as const },
    ],
    rows: inOrder(nodes, (a, b) => failingOrder(a) - failingOrder(b) || byName(a.name, b.name)).map((node) => [
      node.name,
      failingWords[worst(node)],
      why.get(node.id)?.join(', ') || null,
    ]),
    total: nodes.length,
    atOnce: most.nodes,
  }
}

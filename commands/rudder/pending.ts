import { z } from 'zod'
import { count, defineRead, progress, typedName, withItems } from '#bot'
import {
  type CompliancePart,
  type ComplianceState,
  gather,
  grouped,
  hostList,
  ifThere,
  isAutomatic,
  mostly,
  nodesIn,
  rudder,
  ruleNodes,
  statesOf,
} from '#rudder'

/** How many rules are read. */
const most = 5

export default defineRead(rudder, {
  summary: 'Which nodes have not applied their newest policies yet, and what waits there?',
  examples: ['rudder pending'],
  press: 'show pending nodes',
  also: ['rudder nodes pending', 'rudder pending nodes'],
  scopes: ['rudder:compliance:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({}),
  facts: { pending: 'count', nodes: 'count', new: 'count' },
  async *run({ api, now }) {
    yield progress('reading the state of all nodes')
    const [
      { runFrequency: every, generationPolicy: generation, changeValidation: validation },
      { nodes, all, counts },
      parts,
      fresh,
    ] = await Promise.all([
      api.settings(),
      nodesIn(api, now, (state, node) => state !== 'ignored' && statesOf(node).has('pending')),
      gather(api.rulesCompliance({ query: { level: 1 } })),
      gather(api.pendingNodes({ query: { include: 'default' } })),
    ])
    const waiting: CompliancePart[] = parts.filter((rule) => statesOf(rule).has('pending'))
    waiting.sort((a, b) => (b.complianceDetails.applying ?? 0) - (a.complianceDetails.applying ?? 0))
    const found = await Promise.all(
      waiting.slice(0, most).map(async ({ id, name }) => {
        const states = await ifThere(gather(ruleNodes(api, id)).then((its) => its.map(statesOf)))
        if (!states) return []
        const pending = states.filter((of) => of.has('pending')).length
        return [{ id, name, text: `${count(pending)} of ${count(states.length)} nodes pending` }]
      }),
    )
    const close = found.flat()
    const also = nodes.length - counts.pending
    const groups = grouped(nodes)
    return {
      title:
        nodes.length === 0
          ? noneOf(all, counts)
          : `${count(nodes.length)} of ${count(all)} nodes ${nodes.length === 1 ? 'has' : 'have'} not applied the newest policies yet${mostly(groups)}`,
      facts: { pending: nodes.length, nodes: all, new: fresh.length },
      fields: [],
      lists: withItems([
        {
          title: 'Rules that wait for nodes',
          items: close.map(({ name, text }) => ({ name, text })),
          total: waiting.length,
        },
        hostList('Where', groups),
      ]),
      notes: [
        ...(also > 0
          ? [`${count(also)} of them ${also === 1 ? 'is' : 'are'} in error, silent or non-compliant in something else.`]
          : []),
        ...(counts.silent > 0
          ? [
              `Of ${counts.silent === 1 ? 'the silent node' : `the ${count(counts.silent)} silent nodes`} it is not known which policies they have.`,
            ]
          : []),
        ...(nodes.length > 0
          ? [
              `Pending is not failing: a node takes its policies up at its next run, every ${every} min. One that stays so for longer doesn't run, or can't fetch its policies.`,
            ]
          : []),
        ...(isAutomatic(generation)
          ? []
          : ["Rudder doesn't generate policies by itself here: changes since someone last did are not counted."]),
        ...(fresh.length > 0
          ? [`${count(fresh.length)} new ${fresh.length === 1 ? 'node waits' : 'nodes wait'} to be accepted.`]
          : []),
      ],
      next: [
        ...close.slice(0, 1).map((rule) => `rudder compliance ${typedName(rule)}`),
        ...(fresh.length > 0 ? ['rudder nodes new'] : []),
        // Without change validation Rudder has no list of change requests.
        ...(validation ? ['rudder requests'] : []),
      ],
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

/** The note if no rule is pending: a silent node may be, without anybody knowing. */
const noneOf = (all: number, { silent }: Readonly<Record<ComplianceState, number>>): string => {
  if (all === 0) return 'There are no nodes'
  return silent > 0
    ? `No node is pending, as far as ${count(all - silent)} of ${count(all)} nodes say`
    : `No node is pending: all ${count(all)} have their newest policies`
}

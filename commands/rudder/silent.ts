import { z } from 'zod'
import { count, defineRead, progress, typedName } from '#bot'
import { type ComplianceState, eachAlike, grouped, hostList, mostly, nodesIn, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 8

export default defineRead(rudder, {
  summary: 'Which nodes send no reports, where are they, and since when?',
  examples: ['rudder silent'],
  press: 'show silent nodes',
  also: ['rudder nodes silent', 'rudder silent nodes'],
  scopes: ['rudder:compliance:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({}),
  facts: { silent: 'count', nodes: 'count' },
  async *run({ api, now }) {
    yield progress('reading the state of all nodes')
    const { nodes, all, counts, late, running } = await nodesIn(api, now, (state) => state === 'silent')
    const { every } = running
    const groups = grouped(nodes)
    const lastRun = (id: string) =>
      running.lastRuns.has(id) ? (running.lastRuns.get(id) ?? 'never, or not said') : 'it is no node any more'
    return {
      title:
        nodes.length === 0
          ? noneOf(all, counts, { late, lateAfter: running.lateAfter })
          : `${count(nodes.length)} of ${count(all)} nodes ${nodes.length === 1 ? 'is' : 'are'} silent${mostly(groups)}`,
      facts: { silent: nodes.length, nodes: all },
      fields: [],
      lists: [hostList('Where', groups)].filter(() => nodes.length > most),
      ...(nodes.length > 0 && {
        table: {
          columns: [
            { label: 'Node', type: 'text' },
            { label: 'Last run', type: 'time' },
          ],
          rows: eachAlike(groups).map(({ id, name }) => [name, lastRun(id)]),
          total: nodes.length,
          atOnce: most,
        },
      }),
      notes: [
        ...(nodes.length === 0
          ? []
          : [
              'Silent: no report on the newest policies, or no run for more than 6 hours. Rudder may keep the last compliance of such a node. Many silent nodes at one site usually means a network or relay problem.',
            ]),
        ...(counts.ignored > 0
          ? [
              `${count(counts.ignored)} more ${counts.ignored === 1 ? 'is' : 'are'} ignored by Rudder and need not report.`,
            ]
          : []),
        ...(nodes.length > 0 && late > 0 ? [lateNote({ late, lateAfter: running.lateAfter })] : []),
      ],
      next: eachAlike(groups)
        .take(2)
        .map((node) => `rudder node ${typedName(node)}`)
        .toArray(),
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

interface Late {
  readonly late: number
  readonly lateAfter: number
}

/** `2 more last ran over 15 min ago; they may have a longer interval of their own.` */
const lateNote = ({ late, lateAfter }: Late): string =>
  `${count(late)} more last ran over ${lateAfter} min ago; ${late === 1 ? 'it may have a longer interval of its own' : 'they may have a longer interval of their own'}.`

/** The note if no node is silent: nothing is known about nodes that have nothing to report or don't report. */
const noneOf = (all: number, counts: Readonly<Record<ComplianceState, number>>, { late, lateAfter }: Late): string => {
  if (all === 0) return 'There are no nodes'
  const off = counts['not reporting']
  if (off > 0) return `No node is silent, but on ${count(off)} of ${count(all)} reports are switched off`
  const idle = counts['no checks']
  if (idle > 0) return `No node is silent; ${count(idle)} of ${count(all)} have nothing to report`
  if (late > 0) return `No node is silent, but ${count(late)} of ${count(all)} last ran over ${lateAfter} min ago`
  if (counts.ignored > 0)
    return `No node is silent; ${count(counts.ignored)} of ${count(all)} ${counts.ignored === 1 ? 'is' : 'are'} ignored by Rudder`
  return counts.pending > 0
    ? `No node is silent, but ${count(counts.pending)} of ${count(all)} ${counts.pending === 1 ? 'is' : 'are'} pending`
    : `All ${count(all)} nodes send reports`
}

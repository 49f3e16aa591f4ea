import { z } from 'zod'
import { count, defineRead, progress, typed } from '#bot'
import { firstAlike, grouped, hostList, lastRuns, mostly, nodesIn, rudder, type State, worst } from '#rudder'

/** How many nodes are named, with their last run. */
const most = 8

export default defineRead(rudder, {
  summary: 'Which nodes send no reports, where are they, and since when?',
  examples: ['rudder silent'],
  also: ['rudder nodes silent', 'rudder silent nodes'],
  scopes: ['rudder:compliance:read', 'rudder:nodes:read', 'rudder:settings:read'],
  args: z.object({}),
  facts: { silent: 'count', nodes: 'count' },
  async *run({ api }) {
    yield progress('reading the state of all nodes')
    const every = await api.runFrequency()
    const { nodes, all, counts } = await nodesIn(api, (node) => worst(node) === 'silent')
    const groups = grouped(nodes)
    const first = firstAlike(groups, most)
    const runs = await lastRuns(api, first)
    return {
      title:
        nodes.length === 0
          ? noneOf(all, counts)
          : `${count(nodes.length)} of ${count(all)} nodes ${nodes.length === 1 ? 'is' : 'are'} silent${mostly(groups)}`,
      facts: { silent: nodes.length, nodes: all },
      fields: [],
      lists: [hostList('Where', groups)].filter(() => nodes.length > most),
      ...(nodes.length > 0 && {
        table: {
          columns: [{ label: 'Node' }, { label: 'Last run' }],
          rows: first.map(({ name }, at) => [name, runs[at] ?? 'never, or not said']),
          total: nodes.length,
        },
      }),
      notes:
        nodes.length === 0
          ? []
          : [
              'Silent: no report on the newest policies, for longer than an agent needs. Many in one place at once are rather a network or a relay than the nodes.',
            ],
      next: first.slice(0, 2).map((node) => `rudder node ${typed(node)}`),
      provenance: { renewed: `agents report every ${every} min` },
    }
  },
})

/** What can be said where none is silent: of a node that has nothing to report, or may not, nothing is known. */
const noneOf = (all: number, counts: Readonly<Record<State, number>>): string => {
  if (all === 0) return 'There are no nodes'
  const off = counts['not reporting']
  if (off > 0) return `No node is silent, but on ${count(off)} of ${count(all)} reports are switched off`
  const idle = counts['no checks']
  return idle > 0
    ? `No node is silent; ${count(idle)} of ${count(all)} have nothing to report`
    : `All ${count(all)} nodes send reports`
}

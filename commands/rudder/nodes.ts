import { z } from 'zod'
import { count, defineRead, quoted, typed } from '#bot'
import { byName, firstOf, gather, holding, readRunning, rudder, type State, stateIn, tally, words } from '#rudder'

/** How many rows are shown at once. */
const most = 25

export default defineRead(rudder, {
  summary: 'Which nodes are there, and how are they?',
  examples: ['rudder nodes', 'rudder nodes web paris1'],
  scopes: ['rudder:nodes:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { nodes: 'count', failing: 'count', silent: 'count', pending: 'count' },
  run: async ({ args, api, now }) => {
    const [all, running, parts] = await Promise.all([
      gather(api.nodes({ query: { include: 'minimal' } })),
      readRunning(api, now),
      gather(api.nodesCompliance({ query: { level: 1 } })),
    ])
    const holds = holding(args.words)
    const found = all.filter(({ hostname }) => holds(hostname))
    const first = firstOf(found, most, (a, b) => byName(a.hostname, b.hostname))
    if (found.length === 0) {
      return {
        title: args.words
          ? `None of the ${count(all.length)} nodes has ${quoted(args.words)} in its name`
          : 'There are no nodes',
        facts: { nodes: 0, failing: 0, silent: 0, pending: 0 },
        fields: [],
        next: args.words ? ['rudder nodes', 'rudder nodes new'] : ['rudder nodes new'],
      }
    }
    const inState = stateIn(running)
    const states = new Map<string, State>(parts.map((node) => [node.id, inState(node)]))
    const stateOf = ({ id }: { readonly id: string }) => states.get(id) ?? inState({ id, complianceDetails: {} })
    const counts = tally(found.map(stateOf))
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title: `${of}${count(all.length)} nodes${matching}`,
      facts: {
        nodes: found.length,
        failing: counts.error + counts['non-compliant'],
        silent: counts.silent,
        pending: counts.pending,
      },
      fields: [{ label: 'How they are', value: words(counts) }],
      table: {
        columns: [{ label: 'Node' }, { label: 'State' }],
        rows: first.map((node) => {
          const state = stateOf(node)
          return [node.hostname, state === 'error' ? 'in error' : state]
        }),
        total: found.length,
      },
      notes: [
        'A node counts once, by its worst state.',
        ...(found.length > most ? ['Add words of the name to see fewer, such as the site.'] : []),
      ],
      next: [
        ...(args.words ? first.slice(0, 2) : []).map(
          ({ id, hostname }) => `rudder node ${typed({ id, name: hostname })}`,
        ),
        ...(counts.error + counts['non-compliant'] > 0 ? ['rudder failing'] : []),
        ...(counts.silent > 0 ? ['rudder silent'] : []),
      ],
      provenance: { renewed: `agents report every ${running.every} min` },
    }
  },
})

import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import {
  byMatch,
  type ComplianceState,
  countsInWords,
  firstOf,
  gather,
  holding,
  inOrder,
  readActivity,
  rudder,
  stateCounts,
  stateFilter,
  stateIn,
  states,
  stateWordsOf,
} from '#rudder'

/** How many rows are shown at once. */
const most = 25

export default defineRead(rudder, {
  summary: 'Which nodes are there, and how are they?',
  examples: ['rudder nodes', 'rudder nodes web paris1', 'rudder nodes in error'],
  scopes: ['rudder:nodes:read', 'rudder:compliance:read', 'rudder:settings:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { nodes: 'count', failing: 'count', silent: 'count', pending: 'count' },
  run: async ({ args, api, now }) => {
    const [all, running, parts] = await Promise.all([
      gather(api.nodes({ query: { include: 'minimal' } })),
      readActivity(api, now),
      gather(api.nodesCompliance({ query: { level: 1 } })),
    ])
    const filter = stateFilter(args.words)
    const text = filter ? filter.rest : args.words
    const hasWords = holding(text)
    const order = byMatch(text)
    const named = all.filter(({ hostname }) => hasWords(hostname))
    if (named.length === 0) {
      return {
        title: text ? `None of the ${count(all.length)} nodes has ${quoted(text)} in its name` : 'There are no nodes',
        facts: { nodes: 0, failing: 0, silent: 0, pending: 0 },
        fields: [],
        next: args.words ? ['rudder nodes', 'rudder nodes new'] : ['rudder nodes new'],
      }
    }
    const inState = stateIn(running)
    const known = new Map<string, ComplianceState>(parts.map((node) => [node.id, inState(node)]))
    const stateOf = ({ id }: { readonly id: string }) => known.get(id) ?? inState({ id, complianceDetails: {} })
    const found = filter ? named.filter((node) => filter.states.includes(stateOf(node))) : named
    const worstFirst = (a: (typeof found)[number], b: (typeof found)[number]) =>
      states.indexOf(stateOf(a)) - states.indexOf(stateOf(b)) || order(a.hostname, b.hostname)
    const first = firstOf(found, 2, worstFirst)
    const rowOf = (node: (typeof found)[number]) => {
      const state = stateOf(node)
      return [node.hostname, state === 'error' ? 'in error' : state]
    }
    const counts = stateCounts(found.map(stateOf))
    const matching = (text ? ` with ${quoted(text)} in the name` : '') + (filter ? stateWordsOf(filter) : '')
    // The name of a state may also be part of host names.
    const alike = filter ? all.filter(({ hostname }) => holding(filter.words)(hostname)).length : 0
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title:
        found.length === 0
          ? `None of ${count(all.length)} nodes${matching}`
          : `${of}${count(all.length)} nodes${matching}`,
      facts: {
        nodes: found.length,
        failing: counts.error + counts['non-compliant'],
        silent: counts.silent,
        pending: counts.pending,
      },
      fields: found.length === 0 ? [] : [{ label: 'How they are', value: countsInWords(counts) }],
      ...(found.length > 0 && {
        table: {
          columns: [
            { label: 'Node', type: 'text' },
            { label: 'State', type: 'text' },
          ],
          rows: inOrder(found, worstFirst).map(rowOf),
          total: found.length,
          atOnce: most,
        },
      }),
      notes: [
        'A node counts once, by its worst state.',
        ...(filter && alike > 0
          ? [
              `${count(alike)} ${alike === 1 ? 'has' : 'have'} ${quoted(filter.words)} in the name: “/rudder nodes *${filter.words}*” lists ${alike === 1 ? 'it' : 'them'}.`,
            ]
          : []),
        ...(found.length > most ? ['Add words of the name to see fewer, such as the site.'] : []),
      ],
      next: [
        ...(args.words || found.length === 1 ? first : []).map(
          ({ id, hostname }) => `rudder node ${typedName({ id, name: hostname })}`,
        ),
        ...(counts.error + counts['non-compliant'] > 0 ? ['rudder failing'] : []),
        ...(counts.silent > 0 ? ['rudder silent'] : []),
      ],
      provenance: { renewed: `agents report every ${running.every} min` },
    }
  },
})

import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byMatch, findNode, gather, holding, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which groups of nodes are there?',
  examples: ['rudder groups', 'rudder groups servers'],
  scopes: ['rudder:groups:read', 'rudder:nodes:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { groups: 'count', empty: 'count' },
  run: async ({ args, api }) => {
    const [all, nodes] = await Promise.all([gather(api.groups()), findNode(api)])
    const known = new Set(nodes.map(({ id }) => id))
    // A static group keeps the ids of deleted nodes.
    const sizeOf = ({ nodeIds }: (typeof all)[number]) => nodeIds.filter((id) => known.has(id)).length
    const hasWords = holding(args.words)
    const order = byMatch(args.words)
    const found = all
      .filter(({ displayName }) => hasWords(displayName))
      .sort((a, b) => order(a.displayName, b.displayName))
    const empty = found.filter((group) => sizeOf(group) === 0).length
    if (found.length === 0) {
      return {
        title: args.words
          ? `None of the ${count(all.length)} groups has ${quoted(args.words)} in its name`
          : 'There are no groups',
        facts: { groups: 0, empty: 0 },
        fields: [],
        next: args.words ? ['rudder groups'] : [],
      }
    }
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title: `${of}${count(all.length)} groups${matching}, ${count(empty)} empty`,
      facts: { groups: found.length, empty },
      fields: [],
      table: {
        columns: [
          { label: 'Group', type: 'text' },
          { label: 'Nodes', type: 'integer' },
          { label: 'Kind', type: 'text' },
          { label: 'Enabled', type: 'boolean' },
        ],
        rows: found.map((group) => [
          group.displayName,
          sizeOf(group),
          group.system ? 'system' : group.dynamic ? 'dynamic' : 'static',
          group.enabled,
        ]),
        atOnce: most,
      },
      notes: found.length > most ? ['Add words of the name to see fewer.'] : [],
      next: args.words
        ? found.slice(0, 2).map(({ id, displayName: name }) => `rudder group show ${typedName({ id, name })}`)
        : [],
    }
  },
})

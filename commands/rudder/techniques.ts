import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byMatch, gather, holding, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which techniques are there?',
  examples: ['rudder techniques', 'rudder techniques user'],
  scopes: ['rudder:techniques:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { techniques: 'count', edited: 'count' },
  run: async ({ args, api }) => {
    const versions = [...Map.groupBy(await gather(api.techniques()), ({ id }) => id)]
    const all = versions.flatMap(([id, same]) => {
      const [first] = same
      return first ? [{ id, name: first.name, source: first.source, versions: same.map(({ version }) => version) }] : []
    })
    const preconditions = holding(args.words)
    const order = byMatch(args.words)
    const found = all.filter(({ id, name }) => preconditions(`${name} ${id}`)).sort((a, b) => order(a.name, b.name))
    const edited = found.filter(({ source }) => source !== 'built-in').length
    if (found.length === 0) {
      return {
        title: args.words
          ? `None of the ${count(all.length)} techniques has ${quoted(args.words)} in its name`
          : 'There are no techniques',
        facts: { techniques: 0, edited: 0 },
        fields: [],
        next: args.words ? ['rudder techniques'] : [],
      }
    }
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title: `${of}${count(all.length)} techniques${matching}, ${count(edited)} made in the editor`,
      facts: { techniques: found.length, edited },
      fields: [],
      table: {
        columns: [
          { label: 'Technique', type: 'text' },
          { label: 'Id', type: 'text' },
          { label: 'Versions', type: 'text' },
          { label: 'Made by', type: 'text' },
        ],
        rows: found.map((one) => [
          one.name,
          one.id,
          one.versions.join(', '),
          one.source === 'built-in' ? 'Rudder' : 'editor',
        ]),
        atOnce: most,
      },
      notes: found.length > most ? ['Add words of the name to see fewer.'] : [],
      next: args.words ? found.slice(0, 2).map((one) => `rudder technique show ${typedName(one)}`) : [],
    }
  },
})

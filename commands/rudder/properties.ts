import { z } from 'zod'
import { count, defineRead, quoted } from '#bot'
import { byName, holding, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which global properties are there? By name; their values are never shown',
  examples: ['rudder properties', 'rudder properties proxy'],
  scopes: ['rudder:properties:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { properties: 'count' },
  run: async ({ args, api }) => {
    const all = await api.properties()
    const hasWords = holding(args.words)
    const found = all
      .filter(({ id, description }) => hasWords(`${id} ${description}`))
      .sort((a, b) => byName(a.id, b.id))
    const matching = args.words ? ` with ${quoted(args.words)} in the name or description` : ''
    return {
      title:
        found.length === 0 && args.words
          ? `None of the ${count(all.length)} global properties has ${quoted(args.words)} in its name or description`
          : `${count(found.length)} global ${found.length === 1 ? 'property' : 'properties'}${matching}`,
      facts: { properties: found.length },
      fields: [],
      ...(found.length > 0 && {
        table: {
          columns: [
            { label: 'Property', type: 'text' },
            { label: 'What it is', type: 'text' },
            { label: 'From', type: 'text' },
          ],
          rows: found.map(({ id, description, provider }) => [id, description, provider ?? 'people']),
          atOnce: most,
        },
      }),
      notes: found.length > 0 ? ['Values may be secret, and are never shown here.'] : [],
    }
  },
})

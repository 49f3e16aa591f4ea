import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byMatch, figureOf, gather, holding, isOwn, percent, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which directives are there?',
  examples: ['rudder directives', 'rudder directives ssh'],
  scopes: ['rudder:compliance:read', 'rudder:rules:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { directives: 'count', unused: 'count' },
  run: async ({ args, api }) => {
    const [listed, rules] = await Promise.all([gather(api.directivesCompliance({ query: { level: 2 } })), api.rules()])
    const hasWords = holding(args.words)
    const order = byMatch(args.words)
    const uses = new Map<string, number>()
    for (const { directives } of rules) for (const id of directives) uses.set(id, (uses.get(id) ?? 0) + 1)
    // Rudder's own are in this list too, but in no rule that people made.
    const all = listed.filter((one) => uses.has(one.id) || !isOwn(one))
    const found = all.filter(({ name }) => hasWords(name)).sort((a, b) => order(a.name, b.name))
    const unused = found.filter(({ id }) => !uses.has(id)).length
    if (found.length === 0) {
      return {
        title: args.words
          ? `None of the ${count(all.length)} directives has ${quoted(args.words)} in its name`
          : 'There are no directives',
        facts: { directives: 0, unused: 0 },
        fields: [],
        next: args.words ? ['rudder directives'] : [],
      }
    }
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title: `${of}${count(all.length)} directives${matching}, ${count(unused)} in no rule`,
      facts: { directives: found.length, unused },
      fields: [],
      table: {
        columns: [
          { label: 'Directive', type: 'text' },
          { label: 'Mode', type: 'text' },
          { label: 'In rules', type: 'integer' },
          { label: 'Compliant', type: 'text' },
        ],
        rows: found.map((part) => {
          const figure = figureOf(part)
          return [
            part.name,
            part.policyMode,
            uses.get(part.id) ?? 0,
            uses.has(part.id) && figure !== null ? percent(figure) : null,
          ]
        }),
        atOnce: most,
      },
      notes: found.length > most ? ['Add words of the name to see fewer.'] : [],
      next: args.words ? found.slice(0, 2).map((part) => `rudder directive show ${typedName(part)}`) : [],
    }
  },
})

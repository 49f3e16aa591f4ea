import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byMatch, holding, isHalf, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which rules are there?',
  examples: ['rudder rules', 'rudder rules ssh'],
  scopes: ['rudder:rules:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { rules: 'count', enabled: 'count' },
  run: async ({ args, api }) => {
    const all = await api.rules()
    const hasWords = holding(args.words)
    const order = byMatch(args.words)
    const found = all
      .filter(({ displayName }) => hasWords(displayName))
      .sort((a, b) => order(a.displayName, b.displayName))
    const enabled = found.filter((rule) => rule.enabled).length
    const half = found.filter(isHalf).length
    if (found.length === 0 && args.words) {
      return {
        title: `None of the ${count(all.length)} rules has ${quoted(args.words)} in its name`,
        facts: { rules: 0, enabled: 0 },
        fields: [],
      }
    }
    const matching = args.words ? ` with ${quoted(args.words)} in the name` : ''
    const of = found.length === all.length ? '' : `${count(found.length)} of `
    return {
      title: `${of}${count(all.length)} rules${matching}, ${count(enabled)} enabled`,
      facts: { rules: found.length, enabled },
      fields: [],
      table: {
        columns: [
          { label: 'Rule', type: 'text' },
          { label: 'Enabled', type: 'boolean' },
          { label: 'Mode', type: 'text' },
          { label: 'Status', type: 'text' },
        ],
        rows: found.map((rule) => [rule.displayName, rule.enabled, rule.policyMode, rule.status?.value]),
        atOnce: most,
      },
      notes: [
        ...(half > 0
          ? [
              `Enabled is not applied: ${count(half)} of them ${half === 1 ? 'is' : 'are'} applied in part only, or not at all.`,
            ]
          : []),
        ...(found.length > most ? ['Add words of the name to see fewer.'] : []),
      ],
      next: args.words
        ? found.slice(0, 1).map(({ id, displayName: name }) => `rudder rule show ${typedName({ id, name })}`)
        : [],
    }
  },
})

import { z } from 'zod'
import { count, defineRead } from '#bot'
import { rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 30

export default defineRead(rudder, {
  summary: 'Which rules are there?',
  examples: ['rudder rules', 'rudder rules ssh'],
  scopes: ['rudder:rules:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { rules: 'count', enabled: 'count' },
  run: async ({ args, api }) => {
    const wanted = (args.words ?? '').toLowerCase().split(' ').filter(Boolean)
    const all = await api.rules()
    const found = all
      .filter(({ displayName }) => wanted.every((word) => displayName.toLowerCase().includes(word)))
      .sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
    const enabled = found.filter((rule) => rule.enabled).length
    const matching = args.words ? ` with “${args.words}” in the name` : ''
    return {
      title: `${count(found.length)} of ${count(all.length)} rules${matching}, ${count(enabled)} enabled`,
      facts: { rules: found.length, enabled },
      table: {
        columns: [{ label: 'Rule' }, { label: 'Enabled' }, { label: 'Mode' }, { label: 'Really' }],
        rows: found
          .slice(0, most)
          .map((rule) => [
            rule.displayName,
            rule.enabled ? 'yes' : 'no',
            rule.policyMode ?? null,
            rule.status?.value ?? null,
          ]),
        total: found.length,
      },
      next: found.slice(0, 1).map(({ displayName }) => `rudder rule ${displayName}`),
    }
  },
})

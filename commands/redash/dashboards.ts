import { z } from 'zod'
import { defineRead, typedName } from '#bot'
import {
  byName,
  emptyList,
  exposedDashboards,
  hasTags,
  holding,
  keysInWords,
  listedName,
  listTitle,
  redash,
  selectionIn,
} from '#redash'

/** How many rows are shown at once. */
const most = 20

export default defineRead(redash, {
  summary: 'Which dashboards can be read from here?',
  examples: ['redash dashboards', 'redash dashboards sales'],
  scopes: ['redash:dashboards:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { dashboards: 'count' },
  run: async ({ args, api, settings, tokenFor }) => {
    const selection = selectionIn(args.words)
    const { words, tags } = selection
    const [offered, key] = await Promise.all([exposedDashboards(api, settings.expose), tokenFor('dashboards', {})])
    const hasWords = holding(words)
    const found = offered
      .filter(({ name, tags: own }) => hasWords(name) && hasTags(own, tags))
      .toSorted((a, b) => byName(a.name, b.name))
    if (found.length === 0) return { ...emptyList('dashboard', selection), facts: { dashboards: 0 }, fields: [] }
    return {
      title: listTitle('dashboard', found.length, selection),
      facts: { dashboards: found.length },
      fields: [],
      table: {
        columns: [
          { label: 'Dashboard', type: 'text' },
          { label: 'Owner', type: 'text' },
          { label: 'Changed', type: 'time' },
          { label: 'Tags', type: 'text' },
        ],
        rows: found.map((one) => [listedName(one), one.user?.name ?? null, one.updated_at, one.tags.join(', ')]),
        total: found.length,
        atOnce: most,
      },
      notes: key ? [keysInWords([key])] : [],
      next: found.slice(0, 2).map((one) => `redash dashboard show ${typedName(one)}`),
      page: 'dashboards',
    }
  },
})

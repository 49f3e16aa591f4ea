import { z } from 'zod'
import { count, defineRead, quoted, typedName } from '#bot'
import { byName, exposedDashboards, hasTags, holding, keysInWords, redash, selectionIn } from '#redash'

/** How many rows are shown at once. */
const most = 20

export default defineRead(redash, {
  summary: 'Which dashboards can be read from here?',
  examples: ['redash dashboards', 'redash dashboards sales'],
  scopes: ['redash:dashboards:read'],
  args: z.object({ words: z.string().optional() }),
  facts: { dashboards: 'count' },
  run: async ({ args, api, settings, tokenFor }) => {
    const { words, tags } = selectionIn(args.words)
    const [offered, key] = await Promise.all([exposedDashboards(api, settings.expose), tokenFor('dashboards', {})])
    const hasWords = holding(words)
    const found = offered
      .filter(({ name, tags: own }) => hasWords(name) && hasTags(own, tags))
      .toSorted((a, b) => byName(a.name, b.name))
    const matching = [
      ...(words === undefined ? [] : [`with ${quoted(words)} in the name`]),
      ...(tags.length === 0 ? [] : [`tagged ${tags.map((tag) => `#${tag}`).join(' ')}`]),
    ].join(', ')
    if (found.length === 0) {
      return {
        title: matching === '' ? 'No dashboard is offered here' : `No dashboard ${matching} is offered here`,
        ...(offered.length === 0 && {
          lead: 'Whoever runs the bot can offer some: “expose:” in the settings of the connection.',
        }),
        facts: { dashboards: 0 },
        next: matching === '' ? [] : ['redash dashboards'],
      }
    }
    return {
      title: `${count(found.length)} ${found.length === 1 ? 'dashboard' : 'dashboards'}${matching === '' ? '' : ` ${matching}`}`,
      facts: { dashboards: found.length },
      table: {
        columns: [
          { label: 'Dashboard', type: 'text' },
          { label: 'Owner', type: 'text' },
          { label: 'Changed', type: 'time' },
          { label: 'Tags', type: 'text' },
        ],
        rows: found.map(({ name, is_archived, is_draft, user, updated_at, tags: own }) => [
          name + (is_archived ? ' (archived)' : is_draft ? ' (draft)' : ''),
          user?.name ?? null,
          updated_at,
          own.join(', '),
        ]),
        total: found.length,
        atOnce: most,
      },
      notes: key ? [keysInWords([key])] : [],
      next: found.slice(0, 2).map((one) => `redash dashboard show ${typedName(one)}`),
      page: 'dashboards',
    }
  },
})

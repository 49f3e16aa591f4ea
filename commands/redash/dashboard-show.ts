import { z } from 'zod'
import { count, defineRead, quoted, typedName, withItems } from '#bot'
import {
  figuresInWords,
  findDashboard,
  keysInWords,
  type Latest,
  latestOfEach,
  type PlacedWidget,
  readExposed,
  redash,
  widgetsOf,
} from '#redash'

/** How many queries are read, and how many rows of each a counter can point at. */
const most = { queries: 12, rows: 100 }

type QueryWidget = Extract<PlacedWidget, { readonly is: 'query' }>

const textOf = (widget: QueryWidget, latest: ReadonlyMap<string, Latest>): string => {
  const found = latest.get(widget.query.id)
  return found === undefined ? 'not read: too many queries' : figuresInWords(widget.visualization, found)
}

/** The name of a visualization says nothing if it is the one that every query has. */
const nameOf = ({ query, visualization }: QueryWidget): string =>
  visualization.type === 'TABLE' ? query.name : `${query.name}, ${visualization.name}`

/** A text box on one line; Slack would show its mark-up as it is. */
const linesIn = (text: string): readonly string[] => {
  const lines = text.split(/[\r\n]+/).flatMap((line) => line.trim() || [])
  return lines.length === 0 ? [] : [lines.join(' · ')]
}

export default defineRead(redash, {
  summary: 'What does this dashboard show, and what are its latest figures?',
  examples: ['redash dashboard Sales overview'],
  scopes: ['redash:dashboards:read', 'redash:results:read'],
  args: z.object({ dashboard: z.string() }),
  names: { dashboard: findDashboard },
  unlisted: { dashboard: 'Only those that the settings name are offered.' },
  facts: { widgets: 'count' },
  run: async ({ args, api, settings, tokenFor }) => {
    const dashboardId = args.dashboard.id
    const dashboard = await readExposed.dashboard(api, dashboardId, settings.expose)
    const widgets = widgetsOf(dashboard, settings.expose)
    const drawn = widgets.filter((one) => one.is === 'query')
    const ids = [...new Set(drawn.map(({ query }) => query.id))].slice(0, most.queries)
    const [key, ...keys] = await Promise.all([
      tokenFor('dashboard', { dashboardId }),
      ...ids.map((queryId) => tokenFor('latestResult', { queryId })),
    ])
    const latest = await latestOfEach(api, ids, most.rows)
    const texts = widgets.flatMap((one) => (one.is === 'text' ? linesIn(one.text) : []))
    const closed = widgets.flatMap((one) => (one.is === 'not offered' ? [one.name] : []))
    const restricted = widgets.filter(({ is }) => is === 'restricted').length
    const hasParameters = drawn.some(({ query }) => query.options.parameters.length > 0)
    const shown = widgets.length
    return {
      title: `${quoted(dashboard.name)} has ${shown === 0 ? 'no widgets' : `${count(shown)} ${shown === 1 ? 'widget' : 'widgets'}`}`,
      facts: { widgets: shown },
      fields: [
        { label: 'Number', value: `#${dashboard.id}` },
        { label: 'Owner', value: dashboard.user?.name ?? 'not known' },
        ...(dashboard.tags.length > 0 ? [{ label: 'Tags', value: dashboard.tags.join(', ') }] : []),
        ...(dashboard.is_archived || dashboard.is_draft
          ? [{ label: 'State', value: dashboard.is_archived ? 'archived' : 'draft' }]
          : []),
      ],
      lists: withItems([
        { title: 'Latest figures', items: drawn.map((one) => ({ name: nameOf(one), text: textOf(one, latest) })) },
        { title: 'Text', items: texts },
        { title: 'Not offered here', items: closed },
      ]),
      notes: [
        ...(hasParameters ? ['Figures of a query with parameters are those of its stored defaults.'] : []),
        ...(restricted > 0
          ? [
              `${count(restricted)} ${restricted === 1 ? 'widget is' : 'widgets are'} of a data source that the bot's key doesn't see.`,
            ]
          : []),
        keysInWords([key, ...keys]),
      ],
      next: [
        ...[...new Map(drawn.map(({ query }) => [query.id, query])).values()]
          .slice(0, 2)
          .map(({ id, name }) => `redash query show ${typedName({ id, name })}`),
        'redash dashboards',
      ],
      provenance: { renewed: 'figures are of the last run of each query' },
    }
  },
})

import type { z } from 'zod'
import { isQueryExposed } from '../expose/exposed.ts'
import type { Exposed } from '../expose/settings.ts'
import type { Dashboard } from '../shapes/index.ts'

type Widget = Dashboard['widgets'][number]
type Drawn = NonNullable<Widget['visualization']>

/** A widget as the bot may show it. */
export type PlacedWidget =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'query'; readonly visualization: Drawn; readonly query: Drawn['query'] }
  /** Of a query that isn't exposed: no more than its name. */
  | { readonly is: 'not offered'; readonly name: string }
  /** Of a data source that the user of the key doesn't see. */
  | { readonly is: 'restricted' }

type Place = z.output<typeof import('../shapes/dashboard.ts').Widget>['options']

const rowOf = (options: Place): number => options?.position?.row ?? 0
const columnOf = (options: Place): number => options?.position?.col ?? 0

const placed = (widget: Widget, exposed: Exposed): PlacedWidget => {
  const { visualization, restricted, text } = widget
  if (restricted) return { is: 'restricted' }
  if (!visualization) return { is: 'text', text: text ?? '' }
  const { query } = visualization
  return isQueryExposed(query, exposed)
    ? { is: 'query', visualization, query }
    : { is: 'not offered', name: query.name }
}

/** The widgets of a dashboard as they stand there, from the top left. */
export const widgetsOf = ({ widgets }: Pick<Dashboard, 'widgets'>, exposed: Exposed): readonly PlacedWidget[] =>
  widgets
    .toSorted((a, b) => rowOf(a.options) - rowOf(b.options) || columnOf(a.options) - columnOf(b.options))
    .map((widget) => placed(widget, exposed))

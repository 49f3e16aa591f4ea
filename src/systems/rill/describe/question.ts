import type { MetricQuery } from '../../../metric-query.ts'
import type { OfferedView } from '../reads/views.ts'

/** A question in a few words, for a title: `Total Bids by Publisher per day`. */
export const questionInWords = ({ measures, dimensions, time }: MetricQuery, view: OfferedView): string => {
  const titles = new Map([...view.measures, ...view.dimensions].map(({ name, title }) => [name, title]))
  const listed = (names: readonly string[]) => names.map((name) => titles.get(name) ?? name).join(', ')
  const head = measures.length > 0 ? listed(measures) : listed(dimensions)
  const by = measures.length > 0 && dimensions.length > 0 ? ` by ${listed(dimensions)}` : ''
  const per = time?.grain === undefined ? '' : ` per ${time.grain}`
  return `${head}${by}${per}`.trim() || view.title
}

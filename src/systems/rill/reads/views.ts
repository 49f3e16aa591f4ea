import type { Api } from '../../operation.ts'
import type { RillSettings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import type { ViewResource } from '../shapes/index.ts'

/** What a command must be given to know which metrics views it offers. */
export type ViewsApi = Pick<Api<typeof operations, 'rill:views:read'>, 'views'>

/** One dimension or measure of a view. */
interface ViewField {
  readonly name: string
  readonly title: string
  readonly description: string
}

/** A metrics view as people see it. */
export interface OfferedView {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly time: string | undefined
  readonly dimensions: readonly ViewField[]
  readonly measures: readonly ViewField[]
  /** False if it has an error in Rill. */
  readonly isValid: boolean
}

const fieldOf = ({ name, displayName, description }: { name: string; displayName: string; description: string }) => ({
  name,
  title: displayName === '' ? name : displayName,
  description,
})

const viewOf = ({ meta, metricsView }: ViewResource): OfferedView => {
  const spec = metricsView.state?.validSpec
  const { name } = meta.name
  return {
    name,
    title: spec?.displayName || name,
    description: spec?.description ?? '',
    time: spec?.timeDimension || undefined,
    dimensions: (spec?.dimensions ?? []).filter((one) => one.name !== spec?.timeDimension).map(fieldOf),
    measures: (spec?.measures ?? []).map(fieldOf),
    isValid: spec !== null && spec !== undefined,
  }
}

/** The metrics views that the settings name, as far as whoever asks may see them; hidden fields are left out by Rill. */
export const offeredViews = async (
  api: ViewsApi,
  { views: offered }: Pick<RillSettings, 'views'>,
): Promise<readonly OfferedView[]> => {
  const found: OfferedView[] = []
  for await (const one of api.views({ query: { kind: 'rill.runtime.v1.MetricsView' } }))
    if (offered === 'all' || offered.includes(one.meta.name.name)) found.push(viewOf(one))
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

import type { Dashboard, Query } from '../shapes/index.ts'
import type { Exposed } from './settings.ts'

/** Whether the bot offers a query: the settings name it or one of its tags. */
export const isQueryExposed = ({ id, tags }: Pick<Query, 'id' | 'tags'>, exposed: Exposed): boolean =>
  exposed === 'all' || exposed.ids.includes(Number(id)) || tags.some((tag) => exposed.tags.includes(tag))

/** Whether the bot offers a dashboard. A widget of a query that isn't exposed shows no more than its name. */
export const isDashboardExposed = ({ id }: Pick<Dashboard, 'id'>, exposed: Exposed): boolean =>
  exposed === 'all' || exposed.dashboards.includes(Number(id))

/** Whether a change of tags adds or removes one by which queries are exposed: the bot never does that. */
export const changesExposure = (before: readonly string[], after: readonly string[], exposed: Exposed): boolean => {
  if (exposed === 'all') return false
  const named = (tags: readonly string[]) => exposed.tags.filter((tag) => tags.includes(tag)).join('\n')
  return named(before) !== named(after)
}

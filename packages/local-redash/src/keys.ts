/** 40 letters and digits, as on a real one. */
const key = (words: string): string => `${words}LocalRedash`.padEnd(40, '0')

/** The fixed keys of the local Redash, by what their user may do; the keys of queries are in its state. */
export const keys = {
  /** Everything, but lists only what its groups see. */
  admin: key('admin'),
  /** The built-in group `default`. */
  default: key('default'),
  /** The permissions of `default`, and the source only to look at. */
  viewer: key('viewer'),
  /** `view_query` and `list_dashboards`, with full access to the source: may run text parameters. */
  runner: key('runner'),
  /** The same, and the source only to look at: the least that is useful. */
  reader: key('reader'),
  /** `list_dashboards` and no source. */
  dashboards: key('dashboards'),
  /** Of a user who was disabled. */
  disabled: key('disabled'),
  colleague: key('colleague'),
  /** Nobody's. */
  bad: key('nobody'),
} as const

/** The key that a query comes with. */
export const queryKey = (query: number): string => `query${query}LocalRedash`.padEnd(40, 'q')

/** The token that a shared dashboard comes with. */
export const dashboardToken = (dashboard: number): string => `dashboard${dashboard}LocalRedash`.padEnd(40, 't')

import type * as operations from '../operations/index.ts'

type All = typeof operations
type RedashScope = All[keyof All]['scope']

/** What each scope lets one do, as it stands after “you may” and “you may not”. */
export const scopes: Readonly<Record<RedashScope, string>> = {
  'redash:alert-list:read': 'list alerts',
  'redash:alerts:read': 'read an alert',
  'redash:dashboard-set:write': 'create dashboards',
  'redash:dashboards:read': 'read dashboards',
  'redash:dashboards:write': 'change or archive dashboards',
  'redash:dropdowns:read': 'read the options of parameters',
  'redash:jobs:read': 'follow runs',
  'redash:jobs:run': 'cancel runs',
  'redash:key:read': 'read what a key may do',
  'redash:queries:read': 'read queries with their SQL',
  'redash:queries:run': 'run queries',
  'redash:queries:write': 'change or archive queries',
  'redash:query-set:write': 'create queries',
  'redash:results:read': 'read stored results',
  'redash:sources:read': 'list data sources',
  'redash:session:read': 'read the version of the server',
  'redash:text-queries:run': 'run queries with free text in their SQL',
  'redash:writer:read': 'read whose key makes changes',
}

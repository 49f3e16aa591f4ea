import type * as operations from '../operations/index.ts'

type All = typeof operations
type RillScope = All[keyof All]['scope']

/** What each scope lets one do, as it stands after “you may” and “you may not”. */
export const scopes: Readonly<Record<RillScope, string>> = {
  'rill:apis:read': 'list custom APIs',
  'rill:apis:run': 'call custom APIs',
  'rill:credentials:run': 'make tokens for people',
  'rill:key:read': 'read what a token may do',
  'rill:metrics:run': 'query metrics views',
  'rill:views:read': 'list metrics views',
}

/** What the permission of a Redash group gives, in scopes: all of them or none. */
interface Grant {
  readonly permission: string
  readonly scopes: readonly string[]
}

/** What every key of a user can do, whatever its permissions: Redash checks no owner of jobs. */
export const everyKeys: readonly string[] = ['redash:session:read', 'redash:jobs:read', 'redash:jobs:run']

/** What the token for changes serves as well; the key of every user can. */
export const aboutWriter = 'redash:writer:read'

/** What a user can do whose group sees the data source, even view only: Redash asks for no permission. */
export const withSource: readonly string[] = ['redash:alerts:read', 'redash:dropdowns:read']

/** What each permission is for. One permission can't be had in part. */
export const grants: readonly Grant[] = [
  { permission: 'view_query', scopes: ['redash:queries:read', 'redash:queries:run', 'redash:results:read'] },
  { permission: 'list_dashboards', scopes: ['redash:dashboards:read'] },
  { permission: 'list_alerts', scopes: ['redash:alert-list:read'] },
  { permission: 'edit_query', scopes: ['redash:queries:write'] },
  { permission: 'create_query', scopes: ['redash:query-set:write'] },
  { permission: 'list_data_sources', scopes: ['redash:sources:read'] },
  { permission: 'edit_dashboard', scopes: ['redash:dashboards:write'] },
  { permission: 'create_dashboard', scopes: ['redash:dashboard-set:write'] },
]

/** Needs `view_query` and a data source that the user's group has in full, which no answer tells. */
export const needsFullAccess = 'redash:text-queries:run'

/** The permissions that an account for these scopes needs. */
export const permissionsFor = (scopes: readonly string[]): readonly string[] => {
  const wanted = scopes.includes(needsFullAccess) ? [...scopes, 'redash:queries:run'] : scopes
  return grants.flatMap((one) => (one.scopes.some((scope) => wanted.includes(scope)) ? [one.permission] : []))
}

import type { Account } from '../../system.ts'
import { aboutWriter, everyKeys, permissionsFor, withSource } from './permissions.ts'

const withPermissions = (account: Omit<Account, 'entries'>): Account => ({
  ...account,
  entries: [`permissions ${permissionsFor(account.scopes).join(', ')}`],
})

/** Each is a user of Redash in a group of its own; a key of a query needs no account. */
export const accounts: readonly Account[] = [
  withPermissions({
    name: 'reader',
    purpose:
      'A connection needs it to find queries and dashboards. It runs saved queries that have no parameter of the type text. Its group has the data sources *view only*.',
    scopes: [
      ...everyKeys,
      ...withSource,
      'redash:queries:read',
      'redash:queries:run',
      'redash:results:read',
      'redash:dashboards:read',
    ],
  }),
  withPermissions({
    name: 'runner',
    purpose:
      'Only for queries with a parameter of the type text, whose value goes into the SQL as it is. Its group has the data sources of these queries in full.',
    scopes: ['redash:text-queries:run'],
  }),
  withPermissions({
    name: 'author',
    purpose: 'Only if something may be changed. It can change what its user owns, and archive any dashboard.',
    scopes: ['redash:queries:write', 'redash:dashboards:write', aboutWriter],
  }),
  withPermissions({
    name: 'maker',
    purpose: 'Only if queries or dashboards may be created. Its group has the data sources of new queries in full.',
    scopes: ['redash:query-set:write', 'redash:sources:read', 'redash:dashboard-set:write'],
  }),
  withPermissions({
    name: 'watcher',
    purpose: 'Only if alerts are listed.',
    scopes: ['redash:alert-list:read'],
  }),
]

import type { Account } from '../../system.ts'
import { neededFor } from './api-scopes.ts'

const inGroup = (account: Omit<Account, 'entries'>): Account => ({
  ...account,
  entries: [`api_scopes: [${neededFor(account.scopes).join(', ')}]`],
})

/** Each is a user of DataOS in a user group of its own; Lens has no right that is narrower than an API scope. */
export const accounts: readonly Account[] = [
  inGroup({
    name: 'reader',
    purpose: 'It lists tables and queries measures and dimensions. A connection needs no other.',
    scopes: ['lens:meta:read', 'lens:data:run'],
  }),
  inGroup({
    name: 'sql',
    purpose:
      'Only if the SQL of queries is shown, which reveals the names of tables and the conditions of policies. Lens gives this right along with queries, so a key of its own keeps the uses apart.',
    scopes: ['lens:sql:run'],
  }),
  inGroup({
    name: 'graphql',
    purpose: 'Only if GraphQL queries are run.',
    scopes: ['lens:graphql:run'],
  }),
]

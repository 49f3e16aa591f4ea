import type { Account } from '../../system.ts'

/** What a token that reads needs to serve. */
export const reading: readonly string[] = ['rill:apis:read', 'rill:apis:run', 'rill:views:read', 'rill:metrics:run']

/** Each is a service of Rill with a role in the project. */
export const accounts: readonly Account[] = [
  {
    name: 'minter',
    purpose:
      'A connection with `mode: user` needs it, and nothing else: it makes a token for each person who asks. Rill lets only the *admin* role of the project do that. The bot uses this token for that one request.',
    scopes: ['rill:credentials:run'],
    entries: ['project role admin'],
  },
  {
    name: 'viewer',
    purpose:
      'Only for a connection with `mode: service`, where everybody sees what this service sees: its attributes decide, and not who asks.',
    scopes: reading,
    entries: ['project role viewer'],
  },
]

import type { Setup } from '../setup.ts'
import { accounts } from './access/accounts.ts'

const reading = accounts[0]?.scopes ?? []
const writing = ['redash:queries:write', 'redash:dashboards:write', 'redash:writer:read']

/** A first connection to Redash: one user that reads and runs, and one for changes. */
export const setup: Setup = {
  address: {
    example: 'https://redash.acme.net',
    tidy: (text) => {
      const parts = text.split('/')
      const pages = ['queries', 'dashboards', 'dashboard', 'alerts', 'api', 'users', 'groups']
      const at = parts.findIndex((part, i) => pages.includes(part) && i > 2)
      return at > 0 ? parts.slice(0, at).join('/') : text
    },
    remark: ({ pathname }) =>
      pathname === '/' ? undefined : 'Redash has a path only if it serves several organizations; it is kept.',
  },
  tokens: [
    {
      name: 'reader',
      variable: 'READ',
      scopes: reading,
      comment: ['The key of a user in a group with view_query and list_dashboards, and nothing more.'],
      hint: 'the API key of a user that can view queries and list dashboards',
    },
    {
      name: 'author',
      variable: 'WRITE',
      scopes: writing,
      comment: [
        'The key of a user who owns what may be changed. To let the bot only read and run, remove these lines.',
      ],
      hint: 'the API key of a user that can edit queries and dashboards',
    },
  ],
  admins: {
    may: 'run queries, change queries and dashboards',
    scopes: ['redash:queries:run', 'redash:jobs:run', ...writing],
  },
  next: (variables) =>
    `In Redash make two users for the bot, and copy their API keys into .env: ${variables.join(', ')}. docs/tokens.md says which group each needs.`,
}

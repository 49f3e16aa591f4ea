import type { Setup } from '../setup.ts'
import { accounts } from './access/accounts.ts'

/** A first connection to a Lens: one key that lists and queries. */
export const setup: Setup = {
  address: {
    example: 'https://acme.dataos.app/lens2/api/public:sales',
    tidy: (text) => {
      const at = text.search(/\/v2(?:\/|$)/)
      return at > 0 ? text.slice(0, at) : text
    },
    remark: ({ pathname }) =>
      /^\/lens2\/api\/[^/]+\/?$/.test(pathname)
        ? undefined
        : 'The address of a Lens usually ends in /lens2/api/<workspace>:<lens>; yours is kept.',
  },
  tokens: [
    {
      name: 'reader',
      variable: 'READ',
      scopes: accounts[0]?.scopes ?? [],
      comment: ['The key of a user whose user group has api_scopes: [meta, data], and nothing more.'],
      hint: 'the API key of a DataOS user in a user group with the API scopes meta and data',
    },
  ],
  admins: { may: 'query measures and dimensions', scopes: ['lens:data:run'] },
  next: (variables) =>
    `In DataOS make a user for the bot and an API key that lives long enough, and copy it into .env: ${variables.join(', ')}. docs/tokens.md says which user group it needs.`,
}

import type { Setup } from '../setup.ts'

/** A first connection to Rill: one service, which makes a token for whoever asks. */
export const setup: Setup = {
  address: {
    example: 'https://api.rilldata.com/v1/organizations/acme/projects/ads',
    tidy: (text) => {
      const [, org, project] = /^https:\/\/ui\.rilldata\.com\/([^/]+)\/([^/]+)/.exec(text) ?? []
      return project === undefined ? text : `https://api.rilldata.com/v1/organizations/${org}/projects/${project}`
    },
    remark: ({ pathname }) =>
      pathname.includes('/projects/')
        ? undefined
        : 'This isn’t the address of a Rill project, so the settings will be refused.',
  },
  tokens: [
    {
      name: 'minter',
      variable: 'MINT',
      scopes: ['rill:credentials:run'],
      comment: ['The token of a service with the admin role of the project; it only makes tokens for people.'],
      hint: 'the token of a Rill service with the admin role of the project',
    },
  ],
  admins: { may: 'call custom APIs and query metrics views', scopes: ['rill:apis:run', 'rill:metrics:run'] },
  next: (variables) =>
    `In Rill make a service for the bot and copy its token into .env: ${variables.join(', ')}. docs/tokens.md says how. Then list the APIs that it offers under “apis:”.`,
}

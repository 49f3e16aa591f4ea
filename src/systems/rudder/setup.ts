import type { Setup } from '../setup.ts'

/** Everyday changes; creating, deleting, accepting nodes and deciding on change requests need a token of their own. */
const daily = ['rules', 'directives', 'groups', 'agents'].map((resource) => `rudder:${resource}:write`)

/** A first connection to Rudder: one account that reads, and one for everyday changes. */
export const setup: Setup = {
  address: {
    example: 'https://rudder.acme.net/rudder',
    tidy: (text) => {
      const parts = text.split('/')
      const at = parts.findIndex((part, i) => (part === 'secure' || part === 'api') && parts[i - 1] !== '')
      return at > 0 ? parts.slice(0, at).join('/') : text
    },
    remark: ({ pathname }) => (pathname === '/' ? 'Taken as it is; most Rudders answer below /rudder.' : undefined),
  },
  tokens: [
    {
      name: 'reader',
      variable: 'READ',
      scopes: ['rudder:*:read'],
      comment: [
        'An account that can read and nothing else: all, directives with their secrets too. docs/tokens.md has smaller ones.',
      ],
      hint: 'an account that can read and nothing else. What it must be able to do: docs/tokens.md',
    },
    {
      name: 'writer',
      variable: 'WRITE',
      scopes: [...daily, 'rudder:directives:run'],
      comment: [
        'An account that can make these changes. To let the bot only read, take these three lines away. To make and delete',
        'things or let nodes in, add the token of a third account, the keeper of docs/tokens.md.',
      ],
      hint: 'an account that can change what the writer in coxswain.yml is for',
    },
  ],
  admins: {
    may: 'change rules, directives and groups, run agents',
    // Reading directives, which may contain secrets, belongs with changing them.
    scopes: ['rudder:directives:read', 'rudder:directives:run', ...daily],
  },
  next: (variables) =>
    `In Rudder make two API accounts, one that reads and one that changes what the writer in coxswain.yml is for, and copy their tokens into .env: ${variables.join(', ')}. docs/tokens.md lists what each must be able to do.`,
}

import type { System } from '../../src/systems/system.ts'

/** What a system that is only in a test declares for the pages and for `init`: nothing. */
export const withoutPages: Pick<System, 'setup' | 'example' | 'tokensPage'> = {
  setup: { address: { example: '' }, tokens: [], admins: { may: '', scopes: [] }, next: () => '' },
  example: { connections: '', groups: '', approvals: '' },
  tokensPage: { intro: '', notes: '', check: '' },
}

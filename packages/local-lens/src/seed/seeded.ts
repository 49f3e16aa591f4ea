import { keys } from '../keys.ts'
import type { LensState } from '../state.ts'
import { tables } from './tables.ts'

/** What a local Lens starts with. */
export const seeded = (now: number): LensState => ({
  name: 'sales',
  tables: tables(now),
  groups: [
    { name: 'reader', scopes: ['meta', 'data'], includes: ['users:id:reader'] },
    { name: 'explorer', scopes: ['meta', 'data', 'graphql'], includes: ['users:id:explorer'] },
    { name: 'lister', scopes: ['meta'], includes: ['users:id:lister'] },
    { name: 'half', scopes: ['meta', 'graphql'], includes: ['users:id:half'] },
    { name: 'nothing', scopes: [], includes: ['users:id:nobody'] },
    {
      name: 'oslo',
      scopes: ['meta', 'data'],
      includes: ['users:id:oslo'],
      sees: { customer: { column: 'city', equals: 'Oslo' } },
    },
    { name: 'default', includes: '*' },
  ],
  keys: Object.entries(keys)
    .filter(([name]) => name !== 'bad')
    .map(([name, secret]) => ({ secret, user: `users:id:${name}`, ...(name === 'expired' && { expiresAt: 0 }) })),
  runs: [],
  hold: 5_000,
  isStuck: false,
})

import type { Example, Setup, TokensPage } from '../setup.ts'
import type { Account } from '../system.ts'

export const accounts: readonly Account[] = [
  { name: 'looker', purpose: 'It looks.', scopes: ['depot:status:read', 'depot:parcels:read'], entries: [] },
  { name: 'mover', purpose: 'It moves parcels.', scopes: ['depot:parcels:write'], entries: [] },
]

export const setup: Setup = {
  address: { example: 'https://depot.acme.net' },
  tokens: [
    {
      name: 'looker',
      variable: 'LOOK',
      scopes: ['depot:*:read'],
      comment: ['It looks.'],
      hint: 'the key that looks',
    },
    {
      name: 'mover',
      variable: 'MOVE',
      scopes: ['depot:parcels:write'],
      comment: ['It moves parcels.'],
      hint: 'the key that moves parcels',
    },
  ],
  admins: { may: 'move parcels', scopes: ['depot:parcels:write'] },
  next: (variables) => `On the depot's page “Keys” make two keys, and copy them into .env: ${variables.join(', ')}.`,
}

export const example: Example = {
  connections: `
  depot/north:
    url: https://depot.acme.net
    tokens:
      - name: looker
        secret: env:DEPOT_LOOK_TOKEN
        scopes: [depot:*:read]
`,
  groups: '',
  approvals: '',
}

export const tokensPage: TokensPage = {
  intro: 'The keys of the depot.',
  notes: '',
  check: 'The depot tells each key what it may do.',
}

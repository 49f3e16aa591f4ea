import type { Example } from '../setup.ts'

/** One Lens, whose SQL is shown with a key of its own. */
export const example: Example = {
  connections: `
  lens/prod:
    url: https://acme.dataos.app/lens2/api/public:sales
    timezone: Europe/Paris
    tokens:
      - name: reader
        secret: env:LENS_READ_KEY
        scopes: [lens:meta:read, lens:data:run]
      - name: sql
        secret: env:LENS_SQL_KEY
        scopes: [lens:sql:run]
`,
  groups: `
  - name: lens-users
    description: They may query measures and dimensions.
    owner: marc@acme.net
    api_scopes: [lens:*:read, lens:data:run]
    includes: [ana@acme.net, marc@acme.net]
    connections: [lens/prod]
`,
  approvals: '',
}

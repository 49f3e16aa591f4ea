import type { Example } from '../setup.ts'

/** One project, read with the rights of whoever asks, and a Rill on the developer's machine. */
export const example: Example = {
  connections: `
  rill/prod:
    url: https://api.rilldata.com/v1/organizations/acme/projects/ads
    web: https://ui.rilldata.com/acme/ads
    mode: user
    apis:
      top_domains:
      by_owner: { to: [rill-users], arguments: { owner: { pattern: "[a-z]{1,20}" } } }
    views: [ads_metrics]
    tokens:
      - name: minter
        secret: env:RILL_MINT_TOKEN
        scopes: [rill:credentials:run]
`,
  groups: `
  - name: rill-users
    description: They may call the custom APIs that are offered and query metrics views.
    owner: marc@acme.net
    api_scopes: [rill:*:read, rill:apis:run, rill:metrics:run]
    includes: [ana@acme.net, marc@acme.net]
    connections: [rill/prod]
`,
  approvals: '',
}

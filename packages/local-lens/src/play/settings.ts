interface Keys {
  readonly reader: string
  readonly sql: string
  readonly graphql: string
}

/** What the settings file of the bot says about a local Lens; in the environment are the keys that it names. */
export const settingsOf = (url: string, keys: Keys) => ({
  connections: `
  lens/sales:
    url: ${url}
    default: true
    timezone: Europe/Paris
    tokens:
      - name: reader
        secret: env:PLAY_LENS_READ
        scopes: [lens:meta:read, lens:data:run]
      - name: sql
        secret: env:PLAY_LENS_SQL
        scopes: [lens:sql:run]
      - name: graphql
        secret: env:PLAY_LENS_GRAPHQL
        scopes: [lens:graphql:run]`,
  everybody: ['lens:*:read'],
  groups: `
  - name: lens-analysts
    description: They may query the Lens, and see the SQL of a query.
    owner: marc@acme.example
    api_scopes: [lens:*:read, lens:data:run, lens:sql:run, lens:graphql:run]
    includes: [ana@acme.example, marc@acme.example]`,
  approvals: '',
  env: { PLAY_LENS_READ: keys.reader, PLAY_LENS_SQL: keys.sql, PLAY_LENS_GRAPHQL: keys.graphql },
})

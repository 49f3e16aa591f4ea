import type { Example } from '../setup.ts'

/** One Redash in which the queries with a tag are offered; one query has its own key. */
export const example: Example = {
  connections: `
  redash/prod:
    url: https://redash.acme.net
    web: https://redash.acme.net
    expose: { tags: [chat], ids: [12], dashboards: [3] }
    tokens:
      - name: reader
        secret: env:REDASH_READ_KEY
        scopes: [redash:session:read, redash:queries:read, redash:queries:run, redash:results:read, redash:dropdowns:read, redash:jobs:read, redash:jobs:run, redash:dashboards:read]
      - name: daily-orders
        secret: env:REDASH_DAILY_ORDERS_KEY
        scopes: [redash:queries:read, redash:queries:run, redash:results:read, redash:dropdowns:read, redash:jobs:read]
        only: { queryId: [12] }
`,
  groups: `
  - name: redash-users
    description: They may run the queries that are exposed.
    owner: marc@acme.net
    api_scopes: [redash:*:read, redash:queries:run, redash:jobs:run]
    includes: [ana@acme.net, marc@acme.net]
    connections: [redash/prod]
`,
  approvals: '',
}

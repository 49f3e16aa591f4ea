import { keys } from '../keys.ts'
import type { LocalRedash } from '../local-redash.ts'
import { playKeys } from './users.ts'

const scopesOf = (...all: readonly string[]) => all.map((scope) => `redash:${scope}`)

/** What the user reads and runs that has its data source view only. */
const reading = [
  ...scopesOf('session:read', 'queries:read', 'queries:run', 'results:read', 'dropdowns:read'),
  ...scopesOf('jobs:read', 'jobs:run', 'dashboards:read', 'alerts:read'),
]
const writing = scopesOf('queries:write', 'dashboards:write', 'writer:read')
const making = scopesOf('query-set:write', 'sources:read', 'dashboard-set:write')
const ofQuery = scopesOf('queries:read', 'queries:run', 'results:read', 'dropdowns:read', 'jobs:read')

const connection = (id: string, { url }: LocalRedash, name: string, standard: boolean, channel?: string) => `
  ${id}:
    url: ${url}
    web: ${url}
    default: ${standard}${channel === undefined ? '' : `\n    channels: [${channel}]`}
    expose:
      tags: [sales, customers, kpi, big, report]
      ids: [5, 6, 8, 12, 13, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 26, 27, 28, 29, 35, 52, 53]
      dashboards: [1, 2, 5, 8, 11]
    text:
      4: { name: "[A-Za-z ]{1,40}" }
      22: { needle: "[A-Za-z ]{1,40}" }
    tokens:
      - name: reader
        secret: env:${name}_READ
        scopes: [${reading.join(', ')}]
      - name: runner
        secret: env:${name}_RUN
        scopes: [redash:text-queries:run]
      - name: author
        secret: env:${name}_WRITE
        scopes: [${writing.join(', ')}]
      - name: maker
        secret: env:${name}_MAKE
        scopes: [${making.join(', ')}]
      - name: several-statuses
        secret: env:${name}_QUERY
        scopes: [${ofQuery.join(', ')}]
        only: { queryId: [8] }`

const envOf = (name: string, redash: LocalRedash): Readonly<Record<string, string>> => ({
  [`${name}_READ`]: keys.reader,
  [`${name}_RUN`]: playKeys.runner,
  [`${name}_WRITE`]: playKeys.author,
  [`${name}_MAKE`]: playKeys.maker,
  [`${name}_QUERY`]: redash.keyOf(8),
})

/** What the settings file of the bot says about two local Redashes; in the environment are the keys that it names. */
export const settingsOf = (prod: LocalRedash, staging: LocalRedash) => ({
  connections: `${connection('redash/prod', prod, 'PLAY_REDASH_PROD', true)}${connection('redash/staging', staging, 'PLAY_REDASH_STAGING', false, 'C0STAGING')}`,
  everybody: ['redash:*:read'],
  groups: `
  - name: redash-analysts
    description: They may run queries, and change and create queries and dashboards.
    owner: marc@acme.example
    api_scopes: [${['redash:*:read', ...scopesOf('queries:run', 'text-queries:run', 'jobs:run'), ...writing, ...making].join(', ')}]
    includes: [ana@acme.example, marc@acme.example]`,
  approvals: '',
  env: { ...envOf('PLAY_REDASH_PROD', prod), ...envOf('PLAY_REDASH_STAGING', staging) },
})

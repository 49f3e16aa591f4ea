import type { LocalRill } from '../local-rill.ts'
import { tokens } from '../seed/people.ts'

const offered = `
    views: [ads_metrics, ads_regional, ads_open]
    apis:
      publishers_of_mine:
      top_domains: { arguments: { limit: { type: integer } } }
      documented:
      documented_get:
      publisher_summary: { arguments: { domain: { required: true }, publisher: { pattern: "[A-Za-z' ]{1,40}" } } }
      whoami:
      admin_only: { to: [rill-analysts] }
      restricted:
      broken_sql:
      ad_rows: { arguments: { mult: { type: integer } } }
      metrics_by_ts:`

const connection = (id: string, { url }: LocalRill, mode: string, isDefault: boolean, tokenLines: string) => `
  ${id}:
    url: ${url}
    default: ${isDefault}
    mode: ${mode}${offered}${tokenLines}`

const minter = `
    tokens:
      - name: minter
        secret: env:PLAY_RILL_PROD_MINT
        scopes: [rill:credentials:run]`

/** What the settings file of the bot says about two local Rills; in the environment is the token that it names. */
export const settingsOf = (prod: LocalRill, local: LocalRill) => ({
  connections: `${connection('rill/prod', prod, 'user', true, minter)}${connection('rill/local', local, 'local', false, '')}`,
  everybody: ['rill:*:read'],
  groups: `
  - name: rill-analysts
    description: They may call the custom APIs that are offered and query metrics views.
    owner: marc@acme.example
    api_scopes: [rill:*:read, rill:apis:run, rill:metrics:run]
    includes: [ana@acme.example, marc@acme.example]`,
  approvals: '',
  env: { PLAY_RILL_PROD_MINT: tokens.admin },
})

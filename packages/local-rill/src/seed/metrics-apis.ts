import type { Api } from '../state.ts'

const filtered = `WHERE domain = '{{ .args.domain }}'
  {{ if hasKey .args "publisher" }} AND publisher = '{{ .args.publisher }}' {{ end }}`
const paged = 'LIMIT {{ default 25 .args.limit }} OFFSET {{ default 0 .args.offset }}'

const text = (description: string, more = {}) => ({ type: 'string', description, ...more })

/** The APIs on metrics views: the policies of their view hold. */
export const metricsApis = (): Api[] => [
  {
    name: 'top_domains',
    metricsSql:
      'SELECT domain, total_bids, avg_bid FROM ads_metrics ORDER BY total_bids DESC, domain LIMIT {{ default 10 .args.limit }}',
  },
  {
    name: 'publishers_of_mine',
    summary: 'Bids and spend by publisher, for your region',
    metricsSql: 'SELECT publisher, total_bids, total_spend FROM ads_regional ORDER BY total_spend DESC',
    responseSchema: {
      type: 'object',
      properties: {
        publisher: text('Publisher'),
        total_bids: { type: 'integer', description: 'Bids' },
        total_spend: { type: 'number', description: 'Spend in USD' },
      },
    },
  },
  {
    name: 'documented',
    summary: 'Bid metrics for one domain',
    metricsSql: `SELECT publisher, domain, total_bids, avg_bid FROM ads_metrics ${filtered} ORDER BY total_bids DESC, publisher ${paged}`,
    requestSchema: {
      type: 'object',
      required: ['domain'],
      properties: {
        domain: text('Domain to filter by (e.g. "acme.com")'),
        publisher: text('Optional publisher', { enum: ['Facebook', 'Google', 'Microsoft', 'Yahoo'] }),
        limit: { type: 'integer', description: 'Max results (default 25)', default: 25, minimum: 1, maximum: 1000 },
        offset: { type: 'integer', description: 'Offset (default 0)' },
      },
    },
    responseSchema: {
      type: 'object',
      properties: {
        publisher: text('Publisher name'),
        domain: { type: 'string' },
        total_bids: { type: 'integer', description: 'Number of bids' },
        avg_bid: { type: 'number', description: 'Average bid price in USD' },
      },
    },
  },
  { name: 'metrics_limit', metricsSql: 'SELECT domain, total_bids FROM ads_metrics LIMIT {{ .args.limit }}' },
  { name: 'metrics_by_ts', metricsSql: 'SELECT ts, total_bids FROM ads_metrics' },
  { name: 'metrics_bad_field', metricsSql: 'SELECT nope, total_bids FROM ads_metrics' },
  { name: 'empty_metrics', metricsSql: "SELECT domain, total_bids FROM ads_metrics WHERE domain = 'nothing.example'" },
  { name: 'broken_view', metricsSql: 'SELECT domain, total_bids FROM ads_broken' },
  { name: 'admin_view', metricsSql: 'SELECT domain, total_bids FROM ads_admin ORDER BY domain' },
  { name: 'open_view', metricsSql: 'SELECT domain, total_bids FROM ads_open ORDER BY domain' },
  { name: 'level_view', metricsSql: 'SELECT domain, total_bids FROM ads_level ORDER BY domain' },
  { name: 'by_email', metricsSql: 'SELECT domain, total_bids FROM ads_email ORDER BY domain' },
  { name: 'restricted', metricsSql: 'SELECT domain, total_bids FROM ads_restricted ORDER BY domain' },
  {
    name: 'restricted_skip',
    metricsSql: 'SELECT domain, total_bids FROM ads_restricted ORDER BY domain',
    skipNestedSecurity: true,
  },
  { name: 'excl_star', metricsSql: 'SELECT domain, total_bids FROM ads_excl ORDER BY domain' },
  { name: 'excl_field', metricsSql: 'SELECT owner_email, total_bids FROM ads_excl ORDER BY owner_email' },
]

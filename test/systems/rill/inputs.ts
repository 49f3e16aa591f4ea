import type { RawInput } from '../../../src/systems/operation.ts'

const query = {
  metrics_view: 'ads_metrics',
  dimensions: [{ name: 'domain' }],
  measures: [{ name: 'total_bids' }, { name: 'avg_bid' }],
  sort: [{ name: 'total_bids', desc: true }],
  limit: 10,
}

/** For each operation an input that a local Rill answers. */
export const inputs: Readonly<Record<string, RawInput>> = {
  apis: {},
  callApi: { name: 'rows', query: { n: '5' } },
  postApi: { name: 'publisher_summary', body: { domain: 'acme.com', limit: '3' } },
  views: { query: { kind: 'rill.runtime.v1.MetricsView' } },
  view: { query: { 'name.kind': 'rill.runtime.v1.MetricsView', 'name.name': 'ads_open' } },
  viewSchema: { view: 'ads_open' },
  viewTimes: { view: 'ads_open', body: {} },
  metrics: { body: { ...query, metrics_view: 'ads_open', measures: [{ name: 'total_bids' }] } },
  resolveMetrics: {
    body: {
      resolver: 'metrics',
      resolverProperties: { ...query, metrics_view: 'ads_open', measures: [{ name: 'total_bids' }] },
    },
  },
  credentials: { body: { user_email: 'ana@acme.com', ttl_seconds: 900 } },
  ownMint: { body: { attributes: { email: 'nobody@coxswain.invalid', admin: false }, ttl_seconds: 1 } },
  ownApis: {},
}

import type { View } from '../state.ts'

const dimension = (name: string) => ({ name, column: name })
const bids = { name: 'total_bids', expression: 'COUNT(*)', description: 'How many bids there were.' }
const average = { name: 'avg_bid', expression: 'AVG(bid_price)', format: 'currency_usd' }
const spend = { name: 'total_spend', expression: 'SUM(bid_price)', format: 'currency_usd' }
const view = (name: string, displayName: string, more: Partial<View> = {}): View => ({
  name,
  displayName,
  model: 'ads',
  timeDimension: 'ts',
  dimensions: [dimension('publisher'), dimension('domain')],
  measures: [bids],
  ...more,
})

/** The metrics views, each with another policy. */
export const views = (): View[] => [
  view('ads_metrics', 'Ads', {
    description: 'Bids for advertisements; everybody sees those of their own domain.',
    dimensions: [dimension('publisher'), dimension('domain'), dimension('region')],
    measures: [bids, average, spend],
    access: '1 = 1',
    rowFilter: "{{ if .user.admin }} 1 = 1 {{ else }} domain = '{{ .user.domain }}' {{ end }}",
  }),
  view('ads_regional', 'Ads by region', {
    description: 'Bids for advertisements; everybody sees those of their own region.',
    dimensions: [dimension('publisher'), dimension('region')],
    measures: [bids, average, spend],
    rowFilter: "region = '{{ .user.region }}'",
  }),
  view('ads_open', 'Ads (no security block)'),
  view('ads_broken', 'Ads Broken', { broken: 'table "no_such_model" does not exist' }),
  view('ads_excl', 'Ads (masked fields)', {
    dimensions: [dimension('publisher'), dimension('domain'), dimension('owner_email')],
    exclude: [{ if: 'NOT {{ .user.admin }}', names: ['owner_email'] }],
  }),
  view('ads_admin', 'Ads (admins only)', { access: '{{ .user.admin }}' }),
  view('ads_level', 'Ads (unquoted attribute in row_filter)', { rowFilter: 'bid_price > {{ .user.min_price }}' }),
  view('ads_restricted', 'Ads (acme only)', { access: "'{{ .user.domain }}' = 'acme.com'" }),
  view('ads_email', 'Ads by owner', { rowFilter: "owner_email = '{{ .user.email }}'" }),
]

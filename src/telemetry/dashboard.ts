import { figures } from '../world.ts'
import { snake } from './metrics.ts'
import { published } from './table.ts'

type Name = keyof typeof figures

/** The rows of the dashboard, in the order in which somebody on call looks. A test holds them to the table. */
const rows: readonly (readonly [title: string, names: readonly Name[]])[] = [
  ['Is it up?', ['slackReady', 'databaseUp', 'databaseWritable', 'replicas', 'loopAge', 'build']],
  ['What people get', ['commands', 'presses', 'answer', 'ack', 'dropped']],
  [
    'Messages to Slack',
    ['outboxWaiting', 'outboxOldest', 'slackCalls', 'postsLost', 'postsCoalesced', 'postsRepeated'],
  ],
  ['Watches', ['watchNext', 'watchLastSuccess']],
  ['Systems', ['systemCalls', 'systemCall', 'connectionAnswered', 'breakerOpen', 'locked', 'tokenLeft']],
  ['Changes and audit log', ['proposals', 'auditRows', 'auditAge']],
  ['Health', ['findings', 'checkupAge', 'backupAge', 'databaseAnswer', 'databaseRefusals', 'diskFree', 'diskSize']],
]

const unitOf = (name: string): string => {
  if (name.endsWith('_seconds')) return 's'
  return name.endsWith('_bytes') ? 'bytes' : 'short'
}

const job = 'job=~"$job"'

/** What a figure is asked for: how often, how long for half and for 99 in a hundred, or how much on any replica. */
const targetsOf = (name: Name): readonly { readonly expr: string; readonly legendFormat: string }[] => {
  const { kind, name: metric } = published[name]
  const labels = Object.keys(figures[name]).map(snake)
  const by = ['job', ...labels].join(', ')
  const legend = labels.map((label) => `{{${label}}}`).join(' ') || '{{job}}'
  if (kind === 'counter')
    return [{ expr: `sum by (${by}) (rate(${metric}{${job}}[$__rate_interval]))`, legendFormat: legend }]
  if (kind === 'gauge') return [{ expr: `max by (${by}) (${metric}{${job}})`, legendFormat: legend }]
  return [0.5, 0.99].map((quantile) => ({
    expr: `histogram_quantile(${quantile}, sum by (${by}, le) (rate(${metric}_bucket{${job}}[$__rate_interval])))`,
    legendFormat: `p${quantile * 100} ${legend}`,
  }))
}

// Variables of Grafana, not of JavaScript.
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is one of Grafana
const datasource = { type: 'prometheus', uid: '${datasource}' }

const panelOf = (name: Name, id: number, at: { readonly x: number; readonly y: number }) => {
  const { kind, name: metric, help } = published[name]
  return {
    id,
    type: 'timeseries',
    title: metric,
    description: help,
    datasource,
    gridPos: { h: 7, w: 8, ...at },
    fieldConfig: { defaults: { unit: kind === 'counter' ? 'cps' : unitOf(metric), min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: targetsOf(name).map((target, n) => ({ refId: 'AB'[n], datasource, ...target })),
  }
}

const variable = (name: string, more: object) => ({ name, label: name, ...more })

/** docs/grafana.json: a dashboard with a panel for each figure that `/metrics` publishes, made from the same table. */
export const grafanaDashboard = (): string => {
  let id = 0
  let y = 0
  const panels = rows.flatMap(([title, names]) => {
    const row = { id: ++id, type: 'row', title, collapsed: false, gridPos: { h: 1, w: 24, x: 0, y }, panels: [] }
    const found = names.map((name, n) => panelOf(name, ++id, { x: (n % 3) * 8, y: y + 1 + Math.floor(n / 3) * 7 }))
    y += 1 + Math.ceil(names.length / 3) * 7
    return [row, ...found]
  })
  const board = {
    uid: 'coxswain',
    title: 'Coxswain',
    tags: ['coxswain'],
    schemaVersion: 39,
    timezone: 'browser',
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        variable('datasource', { type: 'datasource', query: 'prometheus' }),
        variable('job', {
          type: 'query',
          datasource,
          query: 'label_values(coxswain_build_info, job)',
          refresh: 2,
          includeAll: true,
          multi: true,
          allValue: 'coxswain.*',
        }),
      ],
    },
    panels,
  }
  return `${JSON.stringify(board, null, 2)}\n`
}

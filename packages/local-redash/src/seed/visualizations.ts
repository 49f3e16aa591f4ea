import type { Visualization } from '../state.ts'

const chart = (type: string, columns: Readonly<Record<string, string>>) => ({
  globalSeriesType: type,
  columnMapping: columns,
  xAxis: { type: '-', labels: { enabled: true } },
  yAxis: [{ type: 'linear' }, { type: 'linear', opposite: true }],
  series: { stacking: null, error_y: { type: 'data', visible: true } },
  legend: { enabled: true, placement: 'auto', traceorder: 'normal' },
  seriesOptions: {},
  sortX: true,
})

const counter = {
  counterLabel: 'Revenue',
  counterColName: 'revenue',
  rowNumber: 1,
  targetColName: 'target',
  targetRowNumber: 1,
  stringPrefix: '€ ',
  stringDecimal: 2,
  stringDecChar: '.',
  stringThouSep: ',',
}

const extra: Readonly<Record<number, readonly (readonly [number, string, string, object])[]>> = {
  1: [
    [65, 'CHART', 'Chart with empty options', {}],
    [64, 'CHART', 'Horizontal bars', { ...chart('column', { orders: 'y', status: 'x' }), swappedAxes: true }],
  ],
  46: [[56, 'COUNTER', 'Revenue counter', counter]],
  47: [[58, 'CHART', 'Revenue line', chart('line', { month: 'x', revenue: 'y', channel: 'series' })]],
  48: [[61, 'CHART', 'Scatter', chart('scatter', { items: 'x', amount: 'y' })]],
  49: [[67, 'MAP', 'Map', { latColName: 'lat', lonColName: 'lon' }]],
  50: [[68, 'WORD_CLOUD', 'Words', { column: 'comment' }]],
}

/** The table that every query has, under the id of the query, and what else it has. */
export const visualizationsOf = (query: number, now: number): Visualization[] => [
  { id: query, type: 'TABLE', name: 'Table', options: {}, createdAt: now },
  ...(extra[query] ?? []).map(([id, type, name, options]) => ({
    id,
    type,
    name,
    createdAt: now,
    options: options as Readonly<Record<string, unknown>>,
  })),
]

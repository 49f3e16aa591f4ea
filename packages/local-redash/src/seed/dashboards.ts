import { slugOf } from '../shown/dashboard.ts'
import type { Dashboard, Widget } from '../state.ts'

const place = (at: number) => ({
  isHidden: false,
  position: {
    col: (at % 2) * 3,
    row: Math.floor(at / 2) * 8,
    sizeX: 3,
    sizeY: 8,
    autoHeight: false,
    minSizeX: 1,
    maxSizeX: 6,
    minSizeY: 1,
    maxSizeY: 1000,
  },
})

const mapped = (name: string) => ({
  parameterMappings: { [name]: { name, type: 'dashboard-level', mapTo: name, title: '', value: null } },
})

type Shown = number | string | readonly [visualization: number, parameter: string]

const overview: readonly Shown[] = [
  '# Sales overview\nSee <https://example.test|the handbook>. *Numbers are gross.*',
  ...([56, 58, 1, 61, [18, 'period'], [7, 'status'], 39] as const),
  '<!channel> `not a fence` ```',
]

const boards: readonly (readonly [string, readonly Shown[], Partial<Dashboard>])[] = [
  ['Sales overview', overview, { tags: ['sales', 'kpi'], favoriteOf: [1] }],
  ['Shared dashboard', [56, [7, 'status']], { tags: ['public'] }],
  ['Draft of Ada', [1], { draft: true, version: 1 }],
  ['Draft dashboard of Ben', [37], { draft: true, user: 2, version: 1 }],
  ['Archived dashboard', [61], { archived: true }],
  ['Empty published dashboard', [], {}],
  ['Finance dashboard', [39], { tags: ['finance'] }],
  ['Übersicht 概要 & <x>', [45], {}],
  ['Same name', [46], {}],
  ['Same name', [58], { slug: 'same-name_1' }],
  ['Dashboard to edit', [58], {}],
]

/** The dashboards of the seed. */
export function dashboardsOf(now: number): Dashboard[] {
  let widgets = 0
  const widget = (shown: Shown, at: number, createdAt: number): Widget => {
    const [visualization, parameter] = Array.isArray(shown) ? shown : [shown, undefined]
    const isText = typeof visualization === 'string'
    return {
      id: ++widgets,
      text: isText ? visualization : '',
      createdAt,
      visualization: isText ? undefined : (visualization as number),
      options: { ...place(at), ...(parameter !== undefined && mapped(String(parameter))) },
    }
  }
  return boards.map(([name, shown, special], at) => {
    const createdAt = now - (100 - at) * 60_000
    return {
      id: at + 1,
      name,
      slug: slugOf(name),
      user: 1,
      tags: [],
      options: {},
      layout: [],
      filters: false,
      archived: false,
      draft: false,
      token: undefined,
      version: 2,
      favoriteOf: [],
      createdAt,
      updatedAt: createdAt,
      widgets: shown.map((one, place) => widget(one, place, createdAt)),
      ...special,
    }
  })
}

import type { Dimension, LensState, Measure, Table } from './state.ts'
import { titleOf } from './titles.ts'

/** As Lens lists its tables, or as plain Cube does. */
export type Flavor = 'lens' | 'cube'

const titles = (table: Table, name: string) => ({
  name: `${table.name}.${name}`,
  title: `${table.title} ${titleOf(name)}`,
  shortTitle: titleOf(name),
})
const seen = { isVisible: true, public: true }

const measure = (table: Table, one: Measure) => ({
  ...titles(table, one.name),
  ...(one.description !== undefined && { description: one.description }),
  ...(one.format !== undefined && { format: one.format }),
  cumulativeTotal: false,
  cumulative: false,
  type: 'number',
  aggType: one.aggregates,
  drillMembers: [],
  drillMembersGrouped: { measures: [], dimensions: [] },
  ...seen,
})

const dimension = (table: Table, one: Dimension) => ({
  ...titles(table, one.name),
  type: one.type,
  ...(one.description !== undefined && { description: one.description }),
  suggestFilterValues: true,
  ...(one.isSecured && { meta: { secured: true } }),
  ...seen,
  primaryKey: one.isKey ?? false,
})

const shown = (table: Table, flavor: Flavor) => ({
  name: table.name,
  type: flavor === 'lens' ? 'table' : 'cube',
  title: table.title,
  ...(table.description !== undefined && { description: table.description }),
  ...seen,
  ...(table.component !== undefined && { connectedComponent: table.component }),
  measures: table.measures.map((one) => measure(table, one)),
  dimensions: table.dimensions.map((one) => dimension(table, one)),
  segments: table.segments.map((one) => ({ ...titles(table, one.name), ...seen })),
  hierarchies: [],
})

/** The tables that aren't hidden. Lens says more of itself, and calls them tables. */
export const shownMeta = ({ name, tables }: LensState, flavor: Flavor): object => {
  const all = tables.filter(({ isPublic }) => isPublic).map((table) => shown(table, flavor))
  if (flavor === 'cube') return { cubes: all }
  return {
    name,
    description: 'Sales and customers of Acme',
    authors: ['marc'],
    devMode: false,
    source: { type: 'postgres' },
    timeZones: ['UTC'],
    tables: all,
  }
}

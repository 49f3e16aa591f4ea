import { z } from 'zod'
import { count, defineRead, quoted, withItems } from '#bot'
import { findTable, lens } from '#lens'

interface Titled {
  readonly name: string
  readonly title?: string | null | undefined
  readonly description?: string | null | undefined
  readonly type?: string | null | undefined
  readonly aggType?: string | null | undefined
}

const item = ({ name, title, description, type, aggType }: Titled) => {
  const kind = aggType && aggType !== type ? `${aggType}, ${type ?? 'number'}` : (type ?? '')
  return { name, text: [kind, title ?? '', description ?? ''].filter((one) => one !== '').join(' · ') }
}

const tried = (query: string) => ({ line: `lens ${query}`, label: `Query ${query}` })

export default defineRead(lens, {
  summary: 'List tables, or the measures and dimensions of one',
  examples: ['lens meta', 'lens meta sales'],
  press: 'show table',
  scopes: ['lens:meta:read'],
  args: z.object({ table: z.string().optional() }),
  names: { table: findTable },
  unlisted: { table: 'Hidden tables are not listed.' },
  facts: { tables: 'count' },
  run: async ({ args, api }) => {
    const tables = await api.meta()
    const table = tables.find(({ name }) => name === args.table?.id)
    if (table === undefined)
      return {
        title: `${count(tables.length)} ${tables.length === 1 ? 'table' : 'tables'} in this Lens`,
        facts: { tables: tables.length },
        fields: [
          { label: 'Measures', value: count(tables.flatMap(({ measures }) => measures).length) },
          { label: 'Dimensions', value: count(tables.flatMap(({ dimensions }) => dimensions).length) },
        ],
        table: {
          columns: [
            { label: 'Table', type: 'text' },
            { label: 'Title', type: 'text' },
            { label: 'Measures', type: 'integer' },
            { label: 'Dimensions', type: 'integer' },
            { label: 'Segments', type: 'integer' },
          ],
          rows: tables.map(({ name, title, measures, dimensions, segments }) => [
            name,
            title ?? null,
            measures.length,
            dimensions.length,
            segments.length,
          ]),
          total: tables.length,
        },
        next: tables.slice(0, 2).map(({ name }) => ({ line: `lens meta ${name}`, label: `Show ${name}` })),
      }
    const [measure] = table.measures
    const [dimension] = table.dimensions.filter(({ type }) => type === 'string')
    return {
      title: `Table ${quoted(table.name)}: ${count(table.measures.length)} measures, ${count(table.dimensions.length)} dimensions`,
      ...(table.description && { lead: table.description }),
      facts: { tables: 1 },
      fields: [
        ...(table.title ? [{ label: 'Title', value: table.title }] : []),
        { label: 'Kind', value: table.type ?? 'not known' },
      ],
      lists: withItems([
        { title: 'Measures', items: table.measures.map(item) },
        { title: 'Dimensions', items: table.dimensions.map(item) },
        { title: 'Segments', items: table.segments.map(item) },
      ]),
      next: measure ? [tried(`${measure.name}${dimension ? ` by ${dimension.name}` : ''}`)] : ['lens meta'],
    }
  },
})

import { rowOf } from './database/table.ts'
import { refused } from './refused.ts'
import type { RedashState } from './state.ts'
import { pythonText } from './template.ts'

/** One choice. */
export interface Choice {
  readonly name: unknown
  readonly value: string
}

/** What a dropdown made of a query offers: its columns `name` and `value`, or its first one; nothing if it was never run. */
export function choices(state: RedashState, id: number): Choice[] | undefined {
  const query = state.queries.find((one) => one.id === id)
  if (!query) throw refused(404)
  if (query.source === null)
    throw refused(400, 'This query is detached from any data source. Please select a different query.')
  const data = state.results.find((one) => one.id === query.latest)?.data
  if (!data) return undefined
  const first = data.columns[0]?.name ?? ''
  return data.rows.map((row) => {
    const cells = Object.fromEntries(Object.entries(rowOf(data, row)).map(([name, cell]) => [name.toLowerCase(), cell]))
    const cell = (name: string) => cells[Object.hasOwn(cells, name) ? name : first.toLowerCase()]
    return { name: cell('name'), value: pythonText(cell('value')) }
  })
}

/** The values among them. */
export const dropdownValues = (state: RedashState, id: number): string[] | undefined =>
  choices(state, id)?.map(({ value }) => value)

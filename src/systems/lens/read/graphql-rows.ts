import { type ShownCell, shownCell } from './cells.ts'

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The values in an object, by the path to each: `sales.sold_at.month`. */
const flat = (value: unknown, path: string, into: Map<string, ShownCell>, depth = 0): void => {
  if (isObject(value) && depth < 4)
    for (const [key, inner] of Object.entries(value)) flat(inner, path === '' ? key : `${path}.${key}`, into, depth + 1)
  else
    into.set(
      path,
      shownCell(value, typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{1,20}Z$/.test(value) ? 'time' : undefined),
    )
}

/** The data of a GraphQL answer as rows: the list that it holds, each element by the paths in it. */
export const graphqlRows = (
  data: Json,
): { readonly columns: readonly string[]; readonly rows: readonly (readonly ShownCell[])[] } => {
  const lists = Object.entries(data).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [{ [name]: value }]).map((one) => {
      const cells = new Map<string, ShownCell>()
      flat(one, '', cells)
      return cells
    }),
  )
  const columns = [...new Set(lists.flatMap((cells) => [...cells.keys()]))]
  return { columns, rows: lists.map((cells) => columns.map((name) => cells.get(name) ?? null)) }
}

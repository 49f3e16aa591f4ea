import { type FieldNode, GraphQLError, Kind, parse, type SelectionSetNode, type ValueNode, validate } from 'graphql'
import { type Caller, mustHave } from '../caller.ts'
import { checked } from '../query/checked.ts'
import { load } from '../query/load.ts'
import type { Wait } from '../query/waiting.ts'
import { Refused } from '../refused.ts'
import type { Flavor } from '../shown-meta.ts'
import type { Cell, LensState } from '../state.ts'
import { schemaOf } from './schema.ts'

const fieldsOf = (set: SelectionSetNode | undefined): readonly FieldNode[] =>
  (set?.selections ?? []).filter((one) => one.kind === Kind.FIELD)

const literalOf = (node: ValueNode): unknown => {
  if (node.kind === Kind.OBJECT)
    return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, literalOf(value)]))
  if (node.kind === Kind.INT) return Number(node.value)
  return 'value' in node ? node.value : undefined
}

const argument = (field: FieldNode, name: string): unknown => {
  const found = field.arguments?.find((one) => one.name.value === name)
  return found && literalOf(found.value)
}

type Where = Readonly<Record<string, Readonly<Record<string, string | boolean>>>>

const filtersOf = (table: string, where: unknown): readonly object[] =>
  Object.entries((where ?? {}) as Where).flatMap(([member, one]) =>
    Object.entries(one).map(([operator, value]) => ({
      member: `${table}.${member}`,
      operator,
      ...(operator !== 'set' && { values: [String(value)] }),
    })),
  )

/** The query that a field of the root asks for. */
const queryOf = (state: LensState, root: FieldNode) => {
  const [limit, offset, where] = ['limit', 'offset', 'where'].map((name) => argument(root, name))
  const measures: string[] = []
  const dimensions: string[] = []
  const timeDimensions: { dimension: string; granularity: string }[] = []
  const filters = Object.entries((where ?? {}) as Record<string, unknown>).flatMap(([table, one]) =>
    filtersOf(table, one),
  )
  let order: Record<string, string> | undefined
  for (const field of fieldsOf(root.selectionSet)) {
    const table = state.tables.find(({ name }) => name === field.name.value)
    filters.push(...filtersOf(field.name.value, argument(field, 'where')))
    const orderBy = argument(field, 'orderBy') as Record<string, string> | undefined
    if (orderBy)
      order = Object.fromEntries(Object.entries(orderBy).map(([name, how]) => [`${table?.name}.${name}`, how]))
    for (const { name, selectionSet } of fieldsOf(field.selectionSet)) {
      const member = `${table?.name}.${name.value}`
      if (table?.measures.some((one) => one.name === name.value)) measures.push(member)
      else if (!selectionSet) dimensions.push(member)
      else
        for (const grain of fieldsOf(selectionSet))
          timeDimensions.push({ dimension: member, granularity: grain.name.value })
    }
  }
  const sized = { ...(limit !== undefined && { limit }), ...(offset !== undefined && { offset }) }
  return { measures, dimensions, timeDimensions, filters, ...(order && { order }), ...sized }
}

const numeric = (cell: Cell): Cell => (typeof cell === 'string' && /^-?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : cell)

const shaped = (root: FieldNode, row: Readonly<Record<string, Cell>>): object =>
  Object.fromEntries(
    fieldsOf(root.selectionSet).map((field) => {
      const table = field.name.value
      const members = fieldsOf(field.selectionSet).map(({ name, selectionSet }) => {
        const path = `${table}.${name.value}`
        if (!selectionSet) return [name.value, numeric(row[path] ?? null)]
        const grains = fieldsOf(selectionSet).map((grain) => [
          grain.name.value,
          `${row[`${path}.${grain.name.value}`]}Z`,
        ])
        return [name.value, Object.fromEntries(grains)]
      })
      return [table, Object.fromEntries(members)]
    }),
  )

const failure = (status: number, errors: readonly object[], data?: null): Refused =>
  new Refused(status, { errors, ...(data === null && { data }) })

/** What a GraphQL request is answered with; every failure while it runs is a 500, “Continue wait” too. */
export const graphqlAnswer = (
  state: LensState,
  flavor: Flavor,
  text: unknown,
  caller: Caller,
  now: number,
): { readonly json: object; readonly wait: Wait } => {
  if (typeof text !== 'string') throw failure(400, [{ message: 'Must provide query string.' }])
  let document: ReturnType<typeof parse>
  try {
    document = parse(text)
  } catch (error) {
    throw failure(400, [(error as GraphQLError).toJSON()])
  }
  const wrong = validate(schemaOf(state, flavor), document)
  if (wrong.length > 0)
    throw failure(
      400,
      wrong.map((one) => one.toJSON()),
    )
  const [operation] = document.definitions
  const fields = operation?.kind === Kind.OPERATION_DEFINITION ? fieldsOf(operation.selectionSet) : []
  const root = fields.find(({ name }) => name.value !== '__typename')
  if (!root) return { json: { data: { __typename: 'Query' } }, wait: { hold: 0, isDone: true } }
  const inside = (message: unknown) => {
    const error = new GraphQLError(String(message), { nodes: [root], path: [root.name.value] })
    return failure(500, [error.toJSON()], null)
  }
  try {
    mustHave(caller, 'data')
    const { json, wait } = load(state, checked(queryOf(state, root)), caller, now)
    if (!('data' in json)) return { json: inside('Continue wait').body, wait }
    const rows = json.data as readonly Readonly<Record<string, Cell>>[]
    return { json: { data: { [root.name.value]: rows.map((row) => shaped(root, row)) } }, wait }
  } catch (error) {
    if (error instanceof Refused && 'error' in error.body) throw inside(error.body.error)
    throw error
  }
}

import {
  GraphQLBoolean,
  GraphQLEnumType,
  type GraphQLFieldConfigMap,
  GraphQLFloat,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql'
import type { Flavor } from '../shown-meta.ts'
import type { Dimension, LensState, Table } from '../state.ts'

const grains = ['value', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']

const time = new GraphQLObjectType({
  name: 'TimeDimension',
  fields: Object.fromEntries(grains.map((grain) => [grain, { type: GraphQLString }])),
})
const filter = new GraphQLInputObjectType({
  name: 'MemberFilter',
  fields: {
    equals: { type: GraphQLString },
    notEquals: { type: GraphQLString },
    contains: { type: GraphQLString },
    gt: { type: GraphQLString },
    lt: { type: GraphQLString },
    set: { type: GraphQLBoolean },
  },
})

const direction = new GraphQLEnumType({ name: 'OrderBy', values: { asc: {}, desc: {} } })

const typeOf = ({ type }: Dimension) =>
  ({ string: GraphQLString, number: GraphQLFloat, boolean: GraphQLBoolean, time })[type]

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const tableFields = (table: Table) => {
  const members = [...table.measures, ...table.dimensions].map(({ name }) => name)
  const name = capital(table.name)
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {}
  for (const one of table.measures) fields[one.name] = { type: GraphQLFloat }
  for (const one of table.dimensions) fields[one.name] = { type: typeOf(one) }
  const where = new GraphQLInputObjectType({
    name: `${name}WhereInput`,
    fields: Object.fromEntries(members.map((member) => [member, { type: filter }])),
  })
  const orderBy = new GraphQLInputObjectType({
    name: `${name}OrderByInput`,
    fields: Object.fromEntries(members.map((member) => [member, { type: direction }])),
  })
  return { type: new GraphQLObjectType({ name: `${name}Members`, fields }), where, orderBy }
}

/** The schema of the tables that aren't hidden; the field that all begins with is `table`, and `cube` in plain Cube. */
export const schemaOf = ({ tables }: LensState, flavor: Flavor): GraphQLSchema => {
  const seen = tables.filter(({ isPublic }) => isPublic).map((table) => ({ table, ...tableFields(table) }))
  const result = new GraphQLObjectType({
    name: 'Result',
    fields: Object.fromEntries(
      seen.map(({ table, type, where, orderBy }) => [
        table.name,
        { type, args: { where: { type: where }, orderBy: { type: orderBy } } },
      ]),
    ),
  })
  const root = {
    type: new GraphQLList(result),
    args: {
      limit: { type: GraphQLInt },
      offset: { type: GraphQLInt },
      where: {
        type: new GraphQLInputObjectType({
          name: 'RootWhereInput',
          fields: Object.fromEntries(seen.map(({ table, where }) => [table.name, { type: where }])),
        }),
      },
    },
  }
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { [flavor === 'lens' ? 'table' : 'cube']: root } }),
  })
}

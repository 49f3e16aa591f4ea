import type { QueryMember } from '../../../metric-query.ts'
import type { OfferedView } from '../reads/views.ts'
import { FieldName, type ViewSchema } from '../shapes/index.ts'

const typeOf = (code: string | undefined): QueryMember['type'] => {
  if (code === undefined) return undefined
  if (/^CODE_(?:U?INT|FLOAT|DECIMAL)/.test(code)) return 'number'
  return code === 'CODE_BOOL' ? 'boolean' : code === 'CODE_STRING' ? 'string' : undefined
}

/**
 * All that a query on a view may name, with the types of its schema. Only its own time is one: Rill takes stretches of no
 * other.
 */
export const viewMembers = (view: OfferedView, { schema }: ViewSchema): readonly QueryMember[] => {
  const codes = new Map(schema.fields.map(({ name, type }) => [name, type.code]))
  const member = (kind: 'measure' | 'dimension') => {
    return ({ name, title }: { readonly name: string; readonly title: string }): QueryMember => {
      const type = typeOf(codes.get(name))
      return { name, kind, ...(type && { type }), ...(title !== name && { also: [title] }) }
    }
  }
  const time: readonly QueryMember[] =
    view.time === undefined ? [] : [{ name: view.time, kind: 'dimension', type: 'time' }]
  const all = [...view.measures.map(member('measure')), ...view.dimensions.map(member('dimension')), ...time]
  return all.filter(({ name }) => FieldName.safeParse(name).success)
}

import type { Field, Form } from '../../../form.ts'
import type { ApiArgument, OfferedApi } from './argument.ts'
import type { GivenArguments } from './check-arguments.ts'

const kindOf = ({ schema }: ApiArgument): Field['kind'] => {
  if (schema.enum) return { is: 'choice', options: schema.enum.map((one) => ({ value: String(one) })) }
  if (schema.type === 'boolean') return { is: 'choice', options: [{ value: 'true' }, { value: 'false' }] }
  if (schema.type === 'integer' || schema.type === 'number') return { is: 'number' }
  return schema.format === 'date' ? { is: 'date' } : { is: 'text', most: 200 }
}

/** Asks for the arguments of an API; what is typed in it is checked like what is typed in a line. */
export const formOf = (api: OfferedApi, given: GivenArguments): Form => ({
  title: `Arguments of ${api.name}`,
  button: 'Enter values',
  submit: 'Call',
  fields: api.arguments.map((one): Field => {
    const { name, schema, required } = one
    const typed = Object.hasOwn(given, name) ? given[name] : undefined
    const isKept = typed !== undefined && (!schema.enum || schema.enum.map(String).includes(typed))
    return {
      name,
      title: name,
      ...(schema.description !== undefined && { hint: schema.description }),
      kind: kindOf(one),
      required,
      ...(isKept && kindOf(one).is === 'text' && { initial: typed }),
    }
  }),
})

import type { ArgumentSetting, ApiSetting as Setting } from '../expose/settings.ts'
import type { ArgumentSchema, Described, OpenApi } from '../shapes/index.ts'
import type { ApiArgument, ApiColumn, OfferedApi } from './argument.ts'

const types = { text: 'string', integer: 'integer', number: 'number', boolean: 'boolean', date: 'string' } as const

const typed = (type: NonNullable<ArgumentSetting['type']>): ArgumentSchema => ({
  type: types[type],
  format: type === 'date' ? 'date' : undefined,
})

/** What the API says, with what the settings say in place of it; the type of a list is that of each value. */
const bySettings = (declared: ArgumentSchema, { type, options }: ArgumentSetting): ArgumentSchema => ({
  ...declared,
  ...(type && (declared.type === 'array' ? { items: { ...declared.items, ...typed(type) } } : typed(type))),
  ...(options && { enum: options }),
})

const fieldsOf = (one: Described): readonly Omit<ApiArgument, 'pattern'>[] => {
  const { properties = {}, required = [] } = one.requestBody?.content['application/json']?.schema ?? {}
  const inBody = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }))
  const inQuery = (one.parameters ?? [])
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema = {}, required: isRequired = false, description }) => ({
      name,
      schema: { ...schema, ...(description !== undefined && { description }) },
      required: isRequired,
    }))
  return [...inBody, ...inQuery]
}

/** What an API declares and what the settings add: a type, pattern or options of theirs count more than what the API says. */
const argumentsOf = (declared: ReturnType<typeof fieldsOf>, setting: Setting): readonly ApiArgument[] => {
  const own = declared.map((one): ApiArgument => {
    const more = Object.hasOwn(setting.arguments, one.name) ? setting.arguments[one.name] : undefined
    return {
      ...one,
      schema: more ? bySettings(one.schema, more) : one.schema,
      required: one.required || more?.required === true,
      pattern: more?.pattern,
    }
  })
  const others = Object.entries(setting.arguments)
    .filter(([name]) => !declared.some((one) => one.name === name))
    .map(([name, one]) => ({
      name,
      schema: bySettings(typed('text'), one),
      required: one.required,
      pattern: one.pattern,
    }))
  return [...own, ...others]
}

const columnsOf = (one: Described): readonly ApiColumn[] => {
  const items = one.responses?.[200]?.content?.['application/json']?.schema.items
  return Object.entries(items?.properties ?? {}).map(([name, { type, description }]) => ({ name, type, description }))
}

/** An API as the bot offers it; undefined if the project has none of that name. */
export const describedApi = (openapi: OpenApi, name: string, setting: Setting): OfferedApi | undefined => {
  const path = Object.hasOwn(openapi.paths, `/${name}`) ? openapi.paths[`/${name}`] : undefined
  const found = path?.post ?? path?.get
  if (!found) return undefined
  const declared = fieldsOf(found)
  const all = argumentsOf(declared, setting)
  return {
    name,
    method: path?.post ? 'POST' : 'GET',
    summary: found.summary === `Query ${name} resolver` ? undefined : found.summary,
    arguments: all,
    isDescribed: all.length > 0,
    columns: columnsOf(found),
  }
}

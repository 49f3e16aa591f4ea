const placeholder = /\{?\{\{([^{}]+)\}\}\}?/g
const named = (inner: string): string => inner.trim().replace(/^&/, '').trim()

/** The names that the SQL of a query has placeholders for, each once, in their order. */
export const placeholdersOf = (sql: string): string[] => [
  ...new Set([...sql.matchAll(placeholder)].map(([, inner = '']) => named(inner))),
]

/** A value as Python writes it into a text. */
export const pythonText = (value: unknown): string => {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  return value === false ? 'False' : String(value)
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAt = (values: Readonly<Record<string, unknown>>, name: string): unknown => {
  if (Object.hasOwn(values, name)) return values[name]
  const [first = '', ...rest] = name.split('.')
  const inner = Object.hasOwn(values, first) ? values[first] : undefined
  return isObject(inner) && rest.length > 0 ? inner[rest.join('.')] : undefined
}

/** The SQL with the values in it, and nothing escaped. */
export const rendered = (sql: string, values: Readonly<Record<string, unknown>>): string =>
  sql.replace(placeholder, (_, inner: string) => {
    const value = valueAt(values, named(inner))
    return value === null || value === undefined ? '' : pythonText(value)
  })

/** The placeholders that no value was sent for; that of a range counts as `name.start` and `name.end`. */
export function missingIn(sql: string, values: Readonly<Record<string, unknown>>): string[] {
  const sent = Object.entries(values).flatMap(([name, value]) =>
    isObject(value) ? Object.keys(value).map((part) => `${name}.${part}`) : [name],
  )
  return placeholdersOf(sql).filter((name) => !sent.includes(name))
}

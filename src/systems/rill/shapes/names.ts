import { z } from 'zod'

/** Names that the server has routes of its own for; it hides an API of the project that is called so. */
const reserved = ['sql', 'metrics-sql', 'metrics', 'openapi']

/** Why an API of this name can't be called, as it stands after its name; undefined if it can. */
export const nameTrouble = (name: string): string | undefined => {
  if (name.includes('/')) return 'has a “/” in its name, which could lead elsewhere on the server: rename the API'
  if (name.includes('..')) return 'has “..” in its name, which could lead elsewhere on the server: rename the API'
  if (reserved.includes(name.toLowerCase())) return 'is built into Rill and can’t be called from here'
  if (!/^[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}$/.test(name) || name.endsWith(' '))
    return 'has a name that can’t be sent safely: rename the API with letters, digits, “_”, “-” and “.”'
  return undefined
}

/** The name of an API of the project: one segment of a path, whatever decodes it on the way. */
export const ApiName = z.string().refine((name) => nameTrouble(name) === undefined)

/** The name of a metrics view or of a dimension or measure. */
export const FieldName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_ -]{0,99}$/)

/** The name of an argument; those that Rill takes for itself are none. */
export const ArgumentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/)
  .refine((name) => name !== 'priority' && name !== 'execution_time')
